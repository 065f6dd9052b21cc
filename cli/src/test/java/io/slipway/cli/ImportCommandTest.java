package io.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {
    private static final String DEFINITION = """
            stages: [build, test]
            compile: {stage: build, script: [mvn package], tags: [linux]}
            unit: {script: ["echo \\"<it's>\\""], parallel: 2, rules: [{if: $CI_COMMIT_TAG}]}
            old: {script: x, rules: [{when: never}]}
            """;

    @TempDir
    private Path directory;

    private TemporaryWorkspace workspace = new TemporaryWorkspace(Path.of(""));

    @BeforeEach
    void write_a_definition() {
        workspace = new TemporaryWorkspace(directory).write(".gitlab-ci.yml", DEFINITION);
    }

    @Test
    void says_what_would_run_and_what_could_be_better() {
        workspace.write(
                "jobs.json", "[{\"name\": \"compile\", \"duration\": 60}, {\"name\": \"unit 1/2\", \"duration\": 30}]");

        int code = workspace.slipway("import", "gitlab", ".gitlab-ci.yml", "--history", "jobs.json");

        assertThat(code).isZero();
        assertThat(workspace.out())
                .contains("build\n  compile  on linux\n", "unit 1/2  after compile  if $CI_COMMIT_TAG", "old  never")
                .contains("4 jobs, longest chain 2 jobs, done after 1m29s: compile > unit 1/2")
                .contains("Maven fetches everything anew", "no rule lets these jobs run");
    }

    @Test
    void draws_the_jobs() {
        workspace.slipway("import", "gitlab", ".gitlab-ci.yml", "--format", "dot");
        assertThat(workspace.out()).contains("\"compile\" -> \"unit 2/2\";", "dashed");

        workspace.slipway("import", "gitlab", ".gitlab-ci.yml", "--format", "mermaid");
        assertThat(workspace.out()).startsWith("flowchart LR\n").contains("j0 --> j1", ":::critical");
    }

    @Test
    void tells_everything_as_json() {
        workspace.slipway("import", "gitlab", ".gitlab-ci.yml", "--format", "json", "--variable", "CI_COMMIT_TAG=v1");

        assertThat(workspace.out())
                .startsWith("{\"type\":\"import\",\"file\":\".gitlab-ci.yml\",")
                .contains(
                        "\"name\":\"unit 1/2\",\"group\":\"unit\",\"stage\":\"test\",\"after\":[\"compile\"]",
                        "\"presence\":\"always\"");
    }

    @Test
    void writes_a_definition_that_is_valid() {
        int code = workspace.slipway("import", "gitlab", ".gitlab-ci.yml", "--format", "slipway");
        assertThat(code).isZero();
        assertThat(workspace.err()).contains("has `labels: linux`, which a definition has no word for yet");
        workspace.write("slipway.yaml", workspace.out());

        assertThat(workspace.slipway("validate")).isZero();
        assertThat(workspace.out()).contains("ok: 1 service, 3 tasks");
    }

    @Test
    void reads_workflows_of_github_with_what_they_use() {
        workspace
                .write(".github/workflows/ci.yml", """
                        on: push
                        jobs:
                          build: {runs-on: ubuntu-latest, steps: [{run: mvn package}]}
                          test: {needs: build, if: github.ref_name == 'main', uses: ./.github/workflows/test.yml}
                        """)
                .write(".github/workflows/test.yml", """
                        on: workflow_call
                        jobs:
                          unit: {runs-on: "${{ matrix.os }}", strategy: {matrix: {os: [linux, mac]}}, steps: [{run: x}]}
                        """)
                .write("jobs.json", """
                        {"total_count": 1, "jobs": [{"name": "build", "conclusion": "success",
                          "started_at": "2026-01-01T00:00:00Z", "completed_at": "2026-01-01T00:01:00Z"}]}
                        """);
        workspace.write(".git/HEAD", "ref: refs/heads/main\n").write(".git/objects/info/none", "");
        workspace.write(".git/refs/heads/.none", "");

        int code = workspace.slipway(
                "import",
                "github",
                ".github/workflows/ci.yml",
                "--history",
                "jobs.json",
                "--variable",
                "github.ref_name=main");

        assertThat(code).isZero();
        assertThat(workspace.out())
                .contains(
                        "  test / unit (linux)  after build  on linux\n",
                        "3 jobs, longest chain 2 jobs, done after 1m58s")
                .contains("Maven fetches everything anew");
        assertThat(workspace.slipway("import", "github", ".github/workflows/ci.yml", "--format", "slipway"))
                .isZero();
        workspace.write("slipway.yaml", workspace.out());
        assertThat(workspace.slipway("validate")).isZero();
        assertThat(workspace.slipway("import", "github", "jobs.json")).isEqualTo(2);
    }

    @Test
    void ends_with_two_when_something_is_wrong() {
        workspace.write(".gitlab-ci.yml", "a: {script: x, needs: [b]}\n");

        assertThat(workspace.slipway("import", "gitlab", ".gitlab-ci.yml")).isEqualTo(2);
        assertThat(workspace.out()).contains("problem: .gitlab-ci.yml:1:24 `a` needs `b`");
        assertThat(workspace.slipway("import", "gitlab", "none.yml")).isEqualTo(2);
        assertThat(workspace.err()).contains("none.yml cannot be read; name a file such as .gitlab-ci.yml");
    }

    @Test
    void jobs_of_gitlab_plan_and_run() {
        workspace.write("slipway.yaml", "slipway: 1\nservice: s\ntasks:\n  t: {run: echo x}\n");

        assertThat(workspace.slipway("gitlab", "plan")).isZero();
        assertThat(workspace.out()).contains("\"s:t\":");
        assertThat(workspace.slipway("gitlab", "run", "s:t")).isZero();
        assertThat(workspace.slipway("gitlab", "restore")).isZero();
        assertThat(workspace.slipway("gitlab", "forecast")).isZero();
        assertThat(workspace.slipway("gitlab", "explain", "s:t")).isZero();
        assertThat(workspace.slipway("gitlab", "split", "slipway.yaml")).isZero();
        assertThat(workspace.out()).isEqualTo("slipway.yaml\n");
        assertThat(workspace.slipway("gitlab", "save")).isZero();
        assertThat(workspace.slipway("gitlab")).isEqualTo(2);
    }
}

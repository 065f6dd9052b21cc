package io.slipway.github.read;

import static io.slipway.github.read.ReadRepository.job;
import static io.slipway.github.read.ReadRepository.names;
import static io.slipway.github.read.ReadRepository.said;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.imported.ImportedPipeline;
import io.slipway.core.imported.Presence;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReusableTest {
    private static final String CALLED = """
            on:
              workflow_call:
                inputs:
                  os: {type: string, required: true}
                  fast: {type: boolean}
                  n: {type: number, default: 2}
            jobs:
              unit: {runs-on: "${{ inputs.os }}", steps: [{run: "x ${{ inputs.n }}"}]}
              slow: {runs-on: x, needs: unit, if: inputs.fast != true}
            """;

    @Test
    void the_jobs_of_a_workflow_stand_in_the_place_of_its_use() {
        ImportedPipeline pipeline =
                new ReadRepository().with(".github/workflows/t.yml", CALLED).pipelineOfJobs("""
                        build: {runs-on: x}
                        test: {needs: build, uses: ./.github/workflows/t.yml, with: {os: linux, fast: true}}
                        end: {needs: test, runs-on: x}
                        """);

        assertThat(pipeline.problems()).isEmpty();
        assertThat(names(pipeline)).containsExactly("build", "test / unit", "test / slow", "end");
        assertThat(job(pipeline, "test / unit").labels()).containsExactly("linux");
        assertThat(job(pipeline, "test / unit").script()).isEqualTo("x 2");
        assertThat(job(pipeline, "test / unit").group()).isEqualTo("test / unit");
        assertThat(job(pipeline, "test / slow").presence()).isEqualTo(Presence.NEVER);
        assertThat(job(pipeline, "test / slow").place()).hasToString(".github/workflows/t.yml:9:3");
        assertThat(pipeline.graph().predecessors("test / unit")).containsExactly("build");
        assertThat(pipeline.graph().predecessors("end")).containsExactly("test / unit");
    }

    @Test
    void a_workflow_is_used_once_for_each_job_of_a_matrix() {
        ImportedPipeline pipeline =
                new ReadRepository().with(".github/workflows/t.yml", CALLED).pipelineOfJobs("""
                        test:
                          strategy: {matrix: {os: [l, m]}}
                          uses: ./.github/workflows/t.yml
                          with: {os: "${{ matrix.os }}"}
                        """);

        assertThat(names(pipeline))
                .containsExactly("test (l) / unit", "test (l) / slow", "test (m) / unit", "test (m) / slow");
        assertThat(job(pipeline, "test (m) / unit").labels()).containsExactly("m");
    }

    @Test
    void wrong_inputs_are_told_where_they_are_given() {
        ImportedPipeline pipeline = new ReadRepository()
                .with(".github/workflows/t.yml", CALLED)
                .pipelineOfJobs("t: {uses: ./.github/workflows/t.yml, with: {fats: true, n: many}}\n");

        assertThat(said(pipeline.problems()))
                .containsExactlyInAnyOrder(
                        "ci.yml:3:53 the workflow that is used has no input `fats`; did you mean `fast`?",
                        "ci.yml:3:62 the input `n` is text, not a number; write a number",
                        "ci.yml:3:13 the workflow that is used requires the input `os`; give it below `with`");
    }

    @Test
    void workflows_that_cannot_be_used_are_told() {
        ReadRepository repository = new ReadRepository()
                .with(".github/workflows/push.yml", "on: push\njobs: {a: {runs-on: x}}\n")
                .with(
                        ".github/workflows/loop.yml",
                        "on: [workflow_call]\njobs: {a: {uses: ./.github/workflows/loop.yml}}\n");

        assertThat(said(repository
                                .pipelineOfJobs("a: {uses: ./.github/workflows/push.yml}\n")
                                .problems())
                        .toString())
                .contains("cannot be used; add `workflow_call`");
        assertThat(said(repository
                                .pipelineOfJobs("a: {uses: ./.github/workflows/loop.yml}\n")
                                .problems())
                        .toString())
                .contains("uses itself");
        assertThat(said(repository.pipelineOfJobs("a: {uses: who@x}\n").problems())
                        .toString())
                .contains("names no workflow");
        ImportedPipeline elsewhere = repository.pipelineOfJobs(
                "a: {uses: o/r/.github/workflows/x.yml@v1}\nb: {uses: ./.github/workflows/none.yml}\n");
        assertThat(elsewhere.problems()).isEmpty();
        assertThat(said(elsewhere.notes()).toString()).contains("in another repository", "is not in the repository");
        assertThat(job(elsewhere, "a").calls()).contains("o/r/.github/workflows/x.yml@v1");
    }

    @Test
    void a_token_cannot_be_given_more_than_the_user_may() {
        ReadRepository repository = new ReadRepository()
                .with(
                        ".github/workflows/w.yml",
                        "on: workflow_call\njobs: {a: {runs-on: x, permissions: {contents: write}}}\n")
                .with(
                        ".github/workflows/all.yml",
                        "on: workflow_call\npermissions: read-all\njobs: {a: {runs-on: x}}\n");

        assertThat(said(repository
                        .pipelineOfJobs("a: {permissions: read-all, uses: ./.github/workflows/w.yml}\n")
                        .problems()))
                .containsExactly("ci.yml:3:36 `a` of the workflow that is used asks for `contents: write`, more than"
                        + " this job may do; allow it here, or ask for less there");
        assertThat(repository
                        .pipelineOfJobs("a: {permissions: {contents: none}, uses: ./.github/workflows/all.yml}\n")
                        .problems())
                .hasSize(1);
        assertThat(repository
                        .pipelineOfJobs("a: {permissions: write-all, uses: ./.github/workflows/w.yml}\n")
                        .problems())
                .isEmpty();
    }

    @Test
    void steps_of_a_composite_action_of_the_repository_are_steps_of_the_job() {
        ImportedPipeline pipeline = new ReadRepository()
                .with(".github/actions/own/action.yml", """
                        inputs: {level: {default: low}, other: {}}
                        runs:
                          using: composite
                          steps:
                            - {run: "own ${{ inputs.level }}${{ inputs.other }}", shell: pwsh}
                            - {uses: actions/cache@v4}
                        """)
                .with("js/action.yaml", "runs: {using: node24, main: x.js}\n")
                .pipelineOfJobs("""
                        a:
                          runs-on: x
                          steps:
                            - {uses: ./.github/actions/own/, with: {other: "!"}}
                            - {uses: ./js}
                            - {uses: ./gone}
                            - {run: no, if: false}
                            - {run: maybe, if: github.ref == 'x'}
                            - {uses: actions/setup-node@v4, with: {cache: npm}}
                            - {uses: docker://alpine}
                        """);

        assertThat(pipeline.problems()).isEmpty();
        assertThat(job(pipeline, "a").script()).isEqualTo("own low!\nmaybe");
        assertThat(job(pipeline, "a").cached()).isTrue();
        assertThat(job(pipeline, "a").unsaid())
                .contains("shell: pwsh", "uses: ./js", "uses: ./gone", "step only if github.ref == 'x'");
        assertThat(said(pipeline.notes())).singleElement().asString().contains("the action `./gone`");
    }

    @Test
    void actions_that_use_themselves_end(@TempDir Path directory) throws Exception {
        Files.createDirectories(directory.resolve("a"));
        Files.writeString(
                directory.resolve("a/action.yml"),
                "runs: {using: composite, steps: [{uses: ./a}, {run: x, shell: sh}]}");
        ProjectFiles files = new DirectoryFiles(directory);

        ImportedPipeline pipeline = new PipelineReader(files, Known.NOTHING)
                .read("ci.yml", "on: push\njobs: {a: {runs-on: x, steps: [{uses: ./a}]}}".getBytes(UTF_8));

        assertThat(said(pipeline.problems()).toString()).contains("more than 10 actions within each other");
        assertThat(files.find("../x")).isEmpty();
        assertThat(files.find("a")).isEmpty();
        assertThat(files.find("\0")).isEmpty();
    }

    @Test
    void workflows_that_multiply_by_their_matrices_are_refused() {
        String many = "strategy: {matrix: {a: [" + "1, ".repeat(200) + "]}}";
        ReadRepository repository = new ReadRepository();
        for (int i = 0; i < 8; i++)
            repository.with(
                    ".github/workflows/" + i + ".yml",
                    "on: workflow_call\njobs: {a: {" + many + ", uses: ./.github/workflows/" + (i + 1) + ".yml}}\n");
        repository.with(".github/workflows/8.yml", "on: workflow_call\njobs: {a: {runs-on: x}}\n");

        ImportedPipeline pipeline = repository.pipelineOfJobs("a: {uses: ./.github/workflows/0.yml}\n");

        assertThat(said(pipeline.problems()).toString()).contains("stands for too many values");
    }

    @Test
    void one_workflow_may_be_used_by_a_large_matrix_and_what_is_missing_is_noted_once() {
        ImportedPipeline pipeline = new ReadRepository()
                .with(
                        ".github/workflows/t.yml",
                        "on: workflow_call\njobs: {u: {runs-on: x, steps: [{uses: ./gone}]}}\n")
                .pipelineOfJobs(
                        "a: {strategy: {matrix: {n: [" + "1, ".repeat(100) + "]}}, uses: ./.github/workflows/t.yml}\n");

        assertThat(pipeline.problems()).isEmpty();
        assertThat(pipeline.jobs()).hasSize(100);
        assertThat(pipeline.notes()).hasSize(1);
    }
}

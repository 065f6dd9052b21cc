package io.slipway.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.core.imported.ImportedPipeline;
import io.slipway.github.read.Known;
import io.slipway.gitlab.read.PipelineReader;
import io.slipway.gitlab.read.ProjectFiles;
import io.slipway.gitlab.read.Variables;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Reads a made-up definition of 1,000 jobs in a warm process, as other CI systems write them: with extends, references,
 * anchors, rules and needs.
 */
final class ReadersBench implements Bench {
    private static final int JOBS = 1_000;
    private static final int STAGES = 10;
    private static final int WARM = 30;

    @Override
    public Report run(Setting setting) {
        byte[] gitlab = gitlab(setting.random()).getBytes(UTF_8);
        byte[] github = github(setting.random()).getBytes(UTF_8);
        PipelineReader gitlabReader = new PipelineReader(ProjectFiles.NONE, Variables.UNKNOWN);
        io.slipway.github.read.PipelineReader githubReader =
                new io.slipway.github.read.PipelineReader(io.slipway.github.read.ProjectFiles.NONE, Known.NOTHING);
        int reads = (setting.quick() ? 2 : 4) * WARM;
        return new Report("readers")
                .row("gitlab_bytes", "%d", gitlab.length)
                .row("github_bytes", "%d", github.length)
                .row("reads", "%d after %d to warm up", reads - WARM, WARM)
                .figure("gitlab_1000_ms", millis(reads, () -> gitlabReader.read(".gitlab-ci.yml", gitlab)))
                .figure("github_1000_ms", millis(reads, () -> githubReader.read("ci.yml", github)));
    }

    private static double millis(int reads, Supplier<ImportedPipeline> reading) {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < reads; i++) {
            long begin = System.nanoTime();
            ImportedPipeline read = reading.get();
            double took = (System.nanoTime() - begin) / 1e6;
            if (read.jobs().size() != JOBS || !read.problems().isEmpty())
                throw new BenchException("read " + read.jobs().size() + " jobs with " + read.problems());
            if (i >= WARM) millis.add(took);
        }
        return Samples.median(millis);
    }

    /** 800 jobs as they are written, and 50 with a matrix of four. */
    private static String github(RandomGenerator random) {
        StringBuilder text = new StringBuilder("""
                on:
                  push: {branches: [main]}
                  pull_request:
                env: {A: 1, REF: "${{ github.ref }}"}
                concurrency: {group: "ci-${{ github.ref }}", cancel-in-progress: true}
                jobs:
                """);
        int matrices = JOBS / 20;
        int written = JOBS - 3 * matrices;
        int perStage = written / STAGES;
        for (int i = 0; i < written; i++) {
            text.append("  job-").append(i).append(":\n");
            boolean matrix = i % (written / matrices) == 0;
            text.append("    runs-on: ")
                    .append(matrix ? "${{ matrix.os }}" : "ubuntu-latest")
                    .append('\n');
            if (matrix) text.append("    strategy: {fail-fast: false, matrix: {os: [linux, mac], java: [17, 21]}}\n");
            int stage = i / perStage;
            if (stage > 0 && random.nextInt(3) > 0)
                text.append("    needs: [job-")
                        .append((stage - 1) * perStage + random.nextInt(perStage))
                        .append("]\n");
            text.append(
                    "    if: github.event_name == 'push' && !contains(github.event.head_commit.message, '[skip]')\n");
            text.append("    timeout-minutes: 30\n    env: {JOB: \"${{ github.run_id }}-")
                    .append(i)
                    .append("\"}\n");
            text.append("    steps:\n      - uses: actions/checkout@v4\n      - name: Build\n        run: |\n");
            text.append("          ./prepare\n          ./build ").append(i).append(" ${{ github.sha }}\n");
            text.append("      - uses: actions/upload-artifact@v4\n        with: {name: out-")
                    .append(i);
            text.append(", path: out/").append(i).append("}\n");
        }
        return text.toString();
    }

    private static String gitlab(RandomGenerator random) {
        StringBuilder text = new StringBuilder("stages: [");
        for (int i = 0; i < STAGES; i++) text.append("s").append(i).append(", ");
        text.append("]\n.setup: {script: [./setup]}\n.linux: &linux {tags: [linux], retry: 1}\n");
        text.append(
                ".base: {extends: .common, before_script: [./prepare]}\n.common: {variables: {A: 1}, timeout: 30m}\n");
        int perStage = JOBS / STAGES;
        for (int i = 0; i < JOBS; i++) {
            int stage = i / perStage;
            text.append("job-")
                    .append(i)
                    .append(":\n  <<: *linux\n  extends: .base\n  stage: s")
                    .append(stage);
            text.append("\n  script:\n    - !reference [.setup, script]\n    - ./build ")
                    .append(i);
            text.append("\n  rules:\n    - if: $CI_COMMIT_BRANCH == \"main\" && $KIND !~ /^x/\n    - changes: [src/")
                    .append(i)
                    .append("/**]\n");
            if (stage > 0 && random.nextInt(3) > 0) {
                text.append("  needs: [job-")
                        .append((stage - 1) * perStage + random.nextInt(perStage))
                        .append("]\n");
            }
            text.append("  artifacts: {paths: [out/").append(i).append("]}\n");
        }
        return text.toString();
    }
}

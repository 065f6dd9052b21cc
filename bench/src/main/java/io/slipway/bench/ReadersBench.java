package io.slipway.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.core.imported.ImportedPipeline;
import io.slipway.gitlab.read.PipelineReader;
import io.slipway.gitlab.read.ProjectFiles;
import io.slipway.gitlab.read.Variables;
import java.util.ArrayList;
import java.util.List;
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
        PipelineReader reader = new PipelineReader(ProjectFiles.NONE, Variables.UNKNOWN);
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < (setting.quick() ? 2 : 4) * WARM; i++) {
            long begin = System.nanoTime();
            ImportedPipeline read = reader.read(".gitlab-ci.yml", gitlab);
            double took = (System.nanoTime() - begin) / 1e6;
            if (read.jobs().size() != JOBS || !read.problems().isEmpty())
                throw new BenchException("read " + read.jobs().size() + " jobs with " + read.problems());
            if (i >= WARM) millis.add(took);
        }
        return new Report("readers")
                .row("gitlab_bytes", "%d", gitlab.length)
                .row("reads", "%d after %d to warm up", millis.size(), WARM)
                .figure("gitlab_1000_ms", Samples.median(millis));
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

package io.slipway.gitlab.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.pipeline.TaskAddress;
import io.slipway.gitlab.write.ChildJob;
import io.slipway.gitlab.write.ChildPipeline;
import io.slipway.gitlab.write.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeJobsTest {
    private static final String NATIVE = """
            include: [{local: /base.yml}]
            workflow:
              rules:
                - if: $CI_PIPELINE_SOURCE == "push"
            default: {image: "java:17", tags: [docker]}
            variables:
              GLOBAL: "1"
              TOLD: {value: "2", description: "what for"}
              BARE: {description: "what for"}
            "a:build":
              extends: .base
              stage: build
              script: [make]
              variables: {LEVEL: "3"}
              retry: 2
              allow_failure: yes
              cache: {key: mine, paths: [x/]}
              artifacts: {name: it, paths: [y/], expire_in: 2 days, reports: {junit: z.xml, dotenv: e.env}}
              rules: [{if: $NEVER}]
              resource_group: own
            unit tests:
              script: [make, !reference [.base, note]]
              cache: [{key: c1}, {key: c2}, {key: c3}, {key: c4}]
              timeout: 1h
            stages: [build, test]
            """;

    @TempDir
    private Path project;

    private NativeJobs jobs() throws IOException {
        Files.writeString(project.resolve("base.yml"), ".base: {before_script: [./prepare], note: [x]}\n");
        return NativeJobs.read(NATIVE, project, "native.yml");
    }

    private static ChildJob job(NativeJobs own, String task, Optional<Duration> timeout) {
        return new ChildJob(
                task,
                "slipway-1",
                List.of("slipway run"),
                Optional.of(List.of()),
                1,
                List.of("big"),
                Optional.empty(),
                timeout,
                List.of("r.xml"),
                List.of(".store/"),
                false,
                own.keysOf(List.of(TaskAddress.parse(task))));
    }

    private static String text(ChildJob job) {
        return new ChildPipeline(List.of(job), Optional.of(".store"), Trust.of(Map.of("CI_COMMIT_REF_SLUG", "x")))
                .text();
    }

    @Test
    void a_task_keeps_the_keys_of_the_job_that_it_is_called_like() throws IOException {
        String text = text(job(jobs(), "a:build", Optional.empty()));

        assertThat(text)
                .contains("  \"image\": \"java:17\"\n", "  tags: [\"big\", \"docker\"]\n")
                .contains("  \"before_script\": [\"./prepare\"]\n", "  \"retry\": 2\n", "  \"allow_failure\": yes\n")
                .contains("  \"variables\": {\"GLOBAL\": \"1\", \"TOLD\": \"2\", \"LEVEL\": \"3\"}\n")
                .contains("  script: [\"slipway run\"]\n", "  resource_group: \"own\"\n")
                .contains("{\"key\": \"mine\", \"paths\": [\"x/\"]}]\n")
                .contains(
                        "  artifacts: {when: always, paths: [\".store/\", \"y/\"], \"name\": \"it\", \"expire_in\": \"2 days\", "
                                + "reports: {junit: [\"r.xml\", \"z.xml\"], \"dotenv\": \"e.env\"}}\n")
                .doesNotContain("rules: [{\"if\"", "make", "extends");
    }

    @Test
    void a_job_is_found_by_the_name_that_import_gives_its_task() throws IOException {
        String text = text(job(jobs(), "ci:unit-tests", Optional.of(Duration.ofSeconds(60))));

        assertThat(text)
                .contains("timeout: \"60 seconds\"\n", "{\"key\": \"c2\"}]\n")
                .doesNotContain("c3", "1h");
        assertThat(jobs().keysOf(List.of(TaskAddress.parse("ci:other")))).isEmpty();
        assertThat(jobs().keysOf(List.of(TaskAddress.parse("a:build"), TaskAddress.parse("ci:unit-tests"))))
                .isEmpty();
    }

    @Test
    void the_fallback_is_the_file_but_for_its_workflow() {
        assertThat(NativeJobs.alwaysStarted(NATIVE))
                .isEqualTo(NATIVE.replace(
                        "workflow:\n  rules:\n    - if: $CI_PIPELINE_SOURCE == \"push\"\n",
                        "workflow: {rules: [{when: always}]}\n"));
        assertThat(NativeJobs.alwaysStarted("a: {script: x}\nworkflow: {name: y}\n"))
                .isEqualTo("a: {script: x}\nworkflow: {rules: [{when: always}]}\n");
        assertThat(NativeJobs.alwaysStarted("# mine\na: {script: x}\n"))
                .isEqualTo("# mine\nworkflow: {rules: [{when: always}]}\na: {script: x}\n");
        assertThat(NativeJobs.alwaysStarted("spec: {inputs: {}}\n---\na: {script: x}\n"))
                .isEqualTo("spec: {inputs: {}}\n---\nworkflow: {rules: [{when: always}]}\na: {script: x}\n");
        for (String text : List.of("{a: {script: x}, workflow: {name: y}}\n", "[", ""))
            assertThat(NativeJobs.alwaysStarted(text)).isEqualTo(text);
    }

    @Test
    void a_job_keeps_only_what_it_inherits() {
        NativeJobs own = NativeJobs.read("""
                default: {image: "java:17", tags: [docker]}
                variables: {A: "1", B: "2"}
                "a:none": {script: x, inherit: {default: false, variables: false}}
                "a:some": {script: x, inherit: {default: [tags], variables: [B]}}
                """, project, "native.yml");

        assertThat(text(job(own, "a:none", Optional.empty())))
                .contains("  tags: [\"big\"]\n")
                .doesNotContain("image", "\"variables\"", "inherit");
        assertThat(text(job(own, "a:some", Optional.empty())))
                .contains("  tags: [\"big\", \"docker\"]\n", "  \"variables\": {\"B\": \"2\"}\n")
                .doesNotContain("image", "inherit");
    }

    @Test
    void a_file_that_cannot_be_read_has_no_jobs() {
        assertThat(NativeJobs.read("[", project, "native.yml").keysOf(List.of(TaskAddress.parse("a:b"))))
                .isEmpty();
    }
}

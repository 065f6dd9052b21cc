package io.slipway.gitlab.read;

import static io.slipway.gitlab.read.ReadProject.job;
import static io.slipway.gitlab.read.ReadProject.said;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.imported.ImportedPipeline;
import io.slipway.core.imported.Presence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which jobs are there for a branch, a tag, a merge request, and for what changed. */
class PoliciesTest {
    private static final String BRANCH = "CI_COMMIT_BRANCH=main CI_PIPELINE_SOURCE=push CI_PROJECT_PATH=g/p";
    private static final String TAG = "CI_COMMIT_TAG=v1.2 CI_PIPELINE_SOURCE=push";
    private static final String REQUEST = "CI_MERGE_REQUEST_IID=7 CI_PIPELINE_SOURCE=merge_request_event";
    private static final String SCHEDULE = "CI_COMMIT_BRANCH=main CI_PIPELINE_SOURCE=schedule";

    private static ReadProject project(String occasion) {
        ReadProject project = new ReadProject();
        String variables = switch (occasion) {
            case "branch" -> BRANCH;
            case "tag" -> TAG;
            case "request" -> REQUEST;
            case "schedule" -> SCHEDULE;
            case "new" -> BRANCH + " CI_COMMIT_BEFORE_SHA=" + "0".repeat(40);
            default -> "";
        };
        for (String variable : variables.split(" "))
            if (!variable.isEmpty()) project.knowing(variable.split("=")[0], variable.split("=")[1]);
        return project;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                // without any: branches and tags
                "tags: [x] ~ branch ~ ALWAYS",
                "tags: [x] ~ tag ~ ALWAYS",
                "tags: [x] ~ request ~ NEVER",
                "tags: [x] ~ unknown ~ ALWAYS",
                "except: [schedules] ~ request ~ NEVER",
                "only: {variables: [$CI_PIPELINE_SOURCE]} ~ request ~ NEVER",
                // refs
                "only: [branches] ~ branch ~ ALWAYS",
                "only: [branches] ~ tag ~ NEVER",
                "only: [branches] ~ unknown ~ MAYBE",
                "only: tags ~ tag ~ ALWAYS",
                "only: [main] ~ branch ~ ALWAYS",
                "only: [master, main] ~ branch ~ ALWAYS",
                "only: [master] ~ branch ~ NEVER",
                "only: [main] ~ request ~ NEVER",
                "only: [main] ~ unknown ~ MAYBE",
                "only: [/^v\\d/] ~ tag ~ ALWAYS",
                "only: [/^V\\d/i] ~ tag ~ ALWAYS",
                "only: [/^v\\d/] ~ branch ~ NEVER",
                "only: [merge_requests] ~ request ~ ALWAYS",
                "only: [merge_requests] ~ branch ~ NEVER",
                "only: [merge_requests] ~ unknown ~ MAYBE",
                "only: [schedules] ~ schedule ~ ALWAYS",
                "only: [schedules, pushes] ~ branch ~ ALWAYS",
                "only: [schedules] ~ branch ~ NEVER",
                "only: [web] ~ unknown ~ MAYBE",
                "only: [main@g/p] ~ branch ~ ALWAYS",
                "only: [main@g/other] ~ branch ~ NEVER",
                "except: [main] ~ branch ~ NEVER",
                "except: [tags] ~ branch ~ ALWAYS",
                "except: [tags] ~ unknown ~ MAYBE",
                "{only: [branches], except: [main]} ~ branch ~ NEVER",
                // variables and kubernetes
                "only: {variables: ['$CI_COMMIT_BRANCH == \"main\"']} ~ branch ~ ALWAYS",
                "only: {refs: [branches], variables: ['$CI_COMMIT_BRANCH == \"x\"']} ~ branch ~ NEVER",
                "except: {variables: [$OTHER], refs: [main]} ~ branch ~ NEVER",
                "except: {variables: [$OTHER], refs: [other]} ~ branch ~ MAYBE",
                "only: {kubernetes: active} ~ branch ~ MAYBE",
                // changes: of a push and of a merge request only
                "only: {changes: [src/**/*]} ~ branch ~ ALWAYS",
                "only: {changes: [docs/**/*]} ~ branch ~ NEVER",
                "only: {changes: [docs/**/*]} ~ tag ~ ALWAYS",
                "only: {changes: [docs/**/*]} ~ schedule ~ ALWAYS",
                "only: {changes: [docs/**/*]} ~ new ~ ALWAYS",
                "only: {refs: [merge_requests], changes: [docs/*]} ~ request ~ NEVER",
                "only: {refs: [merge_requests], changes: [src/*]} ~ request ~ ALWAYS",
                "except: {changes: ['*.md']} ~ branch ~ ALWAYS",
                "except: {changes: [src/a.c]} ~ branch ~ NEVER",
                "rules: [{changes: [src/*]}] ~ branch ~ ALWAYS",
                "rules: [{changes: [docs/*]}] ~ branch ~ NEVER",
                "rules: [{changes: {paths: [docs/*, '**/*.c']}}] ~ request ~ ALWAYS",
                "rules: [{changes: {paths: [docs/*], compare_to: main}}] ~ branch ~ MAYBE",
                "rules: [{changes: [docs/*]}] ~ new ~ ALWAYS",
                "rules: [{changes: [$CI_COMMIT_BRANCH/*]}] ~ branch ~ NEVER",
                "rules: [{changes: [$UNKNOWN/*]}] ~ branch ~ MAYBE",
                "rules: [{changes: [docs/*], when: never}, {when: always}] ~ branch ~ ALWAYS",
                "rules: [{changes: [src/*], when: never}, {when: always}] ~ branch ~ NEVER"
            })
    void a_job_is_there_as_gitlab_says(String keys, String occasion, Presence expected) {
        String job = keys.startsWith("{") ? keys.substring(1, keys.length() - 1) : keys;

        ImportedPipeline pipeline = project(occasion).changing("src/a.c").pipeline("a: {script: x, " + job + "}\n");

        assertThat(pipeline.problems()).isEmpty();
        assertThat(job(pipeline, "a").presence()).isEqualTo(expected);
    }

    @Test
    void a_workflow_with_rules_lets_jobs_without_any_run_for_merge_requests() {
        ImportedPipeline pipeline = project("request").pipeline("""
                workflow: {rules: [{if: $CI_MERGE_REQUEST_IID}]}
                a: {script: x}
                b: {script: x, except: [schedules]}
                c: {script: x, only: [branches]}
                """);

        assertThat(job(pipeline, "a").presence()).isEqualTo(Presence.ALWAYS);
        assertThat(job(pipeline, "b").presence()).isEqualTo(Presence.ALWAYS);
        assertThat(job(pipeline, "c").presence()).isEqualTo(Presence.NEVER);
    }

    @Test
    void without_knowing_what_changed_a_job_may_be_there() {
        ImportedPipeline pipeline = project("branch").pipeline("a: {script: x, rules: [{changes: [src/*]}]}\n");

        assertThat(job(pipeline, "a").presence()).isEqualTo(Presence.MAYBE);
    }

    @Test
    void a_policy_that_cannot_be_read_is_told() {
        ImportedPipeline pipeline = ReadProject.read("a: {script: x, only: {variables: ['$A ='], branches: [x]}}\n");

        assertThat(said(pipeline.problems())).anyMatch(text -> text.contains("the condition cannot be read"));
        assertThat(said(pipeline.notes())).anyMatch(text -> text.contains("have no `branches`"));
    }

    @Test
    void files_that_exist_are_named_as_ruby_names_them() {
        ReadProject project = new ReadProject().with("src/deep/a.c", "").with("Dockerfile", "");

        ImportedPipeline pipeline = project.pipeline("""
                a: {script: x, rules: [{exists: [src/**]}]}
                b: {script: x, rules: [{exists: ["src/**/*.{c,h}"]}]}
                c: {script: x, rules: [{exists: [Dockerfile]}]}
                d: {script: x, rules: [{exists: ["*/Dockerfile"]}]}
                """);

        assertThat(job(pipeline, "a").presence()).isEqualTo(Presence.NEVER);
        assertThat(job(pipeline, "b").presence()).isEqualTo(Presence.ALWAYS);
        assertThat(job(pipeline, "c").presence()).isEqualTo(Presence.ALWAYS);
        assertThat(job(pipeline, "d").presence()).isEqualTo(Presence.NEVER);
    }
}

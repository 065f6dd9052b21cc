package io.slipway.github.read;

import static io.slipway.github.read.ReadRepository.job;
import static io.slipway.github.read.ReadRepository.said;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.imported.ImportedPipeline;
import io.slipway.core.imported.Presence;
import io.slipway.github.expression.Truth;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartTest {
    private static final String JOBS = "\njobs: {a: {runs-on: x}}\n";

    private static ReadRepository repository(String event) {
        ReadRepository repository = new ReadRepository();
        return switch (event) {
            case "branch" ->
                repository.knowing("github.event_name", "push").knowing("github.ref", "refs/heads/feature/x");
            case "tag" -> repository.knowing("github.event_name", "push").knowing("github.ref", "refs/tags/v1.2.3");
            case "request" ->
                repository
                        .knowing("github.event_name", "pull_request")
                        .knowing("github.base_ref", "main")
                        .knowing("github.event.action", "opened");
            case "schedule" -> repository.knowing("github.event_name", "schedule");
            case "push" -> repository.knowing("github.event_name", "push");
            default -> repository;
        };
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "push ~ branch ~ ALWAYS",
                "[push, pull_request] ~ request ~ ALWAYS",
                "pull_request ~ branch ~ NEVER",
                "push ~ unknown ~ ALWAYS",
                "{schedule: [{cron: '1 2 * * *'}]} ~ schedule ~ ALWAYS",
                "{push: , workflow_dispatch: } ~ schedule ~ NEVER",
                "{workflow_call: } ~ branch ~ ALWAYS",
                // branches and tags
                "{push: {branches: [main]}} ~ branch ~ NEVER",
                "{push: {branches: [main, 'feature/*']}} ~ branch ~ ALWAYS",
                "{push: {branches: ['*']}} ~ branch ~ NEVER",
                "{push: {branches: ['**']}} ~ branch ~ ALWAYS",
                "{push: {branches: ['feature/**', '!feature/x']}} ~ branch ~ NEVER",
                "{push: {branches: ['!feature/x', 'feature/**']}} ~ branch ~ ALWAYS",
                "{push: {branches-ignore: ['feature/*']}} ~ branch ~ NEVER",
                "{push: {branches-ignore: [main]}} ~ branch ~ ALWAYS",
                "{push: {branches: ['**']}} ~ tag ~ NEVER",
                "{push: {tags: ['v[0-9]+.[0-9]+.[0-9]+']}} ~ tag ~ ALWAYS",
                "{push: {tags: ['v*']}} ~ branch ~ NEVER",
                "{push: {tags-ignore: ['v*']}} ~ tag ~ NEVER",
                "{push: {branches: [main], tags: ['v1?.2.3']}} ~ tag ~ ALWAYS",
                "{push: {branches: [main]}} ~ push ~ ALWAYS",
                // paths: of a branch's push and of a pull request
                "{push: {paths: ['src/**']}} ~ branch ~ ALWAYS",
                "{push: {paths: ['docs/**']}} ~ branch ~ NEVER",
                "{push: {paths: ['docs/**']}} ~ tag ~ ALWAYS",
                "{push: {paths: ['**.c']}} ~ branch ~ ALWAYS",
                "{push: {paths: ['*.c']}} ~ branch ~ NEVER",
                "{push: {paths: ['src/**', '!**/*.c']}} ~ branch ~ NEVER",
                "{push: {paths-ignore: ['src/**']}} ~ branch ~ NEVER",
                "{push: {paths-ignore: ['docs/**']}} ~ branch ~ ALWAYS",
                "{push: {branches: [main], paths: ['src/**']}} ~ branch ~ NEVER",
                "{pull_request: {branches: [main]}} ~ request ~ ALWAYS",
                "{pull_request: {branches: ['release/*']}} ~ request ~ NEVER",
                "{pull_request: {types: [closed]}} ~ request ~ NEVER",
                "{pull_request: {paths: ['docs/**']}} ~ request ~ NEVER"
            })
    void jobs_run_when_the_event_starts_the_workflow(String on, String event, Presence expected) {
        ImportedPipeline pipeline = repository(event).changing("src/deep/a.c").pipeline("on: " + on + JOBS);

        assertThat(pipeline.problems()).isEmpty();
        assertThat(job(pipeline, "a").presence()).isEqualTo(expected);
    }

    @Test
    void a_workflow_that_nothing_starts_is_noted() {
        ImportedPipeline pipeline = repository("branch").pipeline("on: {push: {branches: [main]}}" + JOBS);

        assertThat(said(pipeline.notes()))
                .containsExactly(
                        "ci.yml:1:5 with these values nothing starts this workflow; give other values, or mend its"
                                + " filters");
    }

    @Test
    void without_knowing_what_changed_the_workflow_is_read_as_started() {
        ImportedPipeline pipeline = repository("branch").pipeline("on: {push: {paths: [docs]}}" + JOBS);

        assertThat(job(pipeline, "a").presence()).isEqualTo(Presence.ALWAYS);
    }

    /** Those of GitHub's own page on filter patterns. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "feature/* ~ feature/my-branch ~ YES",
                "feature/* ~ feature/beta-a/my-branch ~ NO",
                "feature/** ~ feature/beta-a/my-branch ~ YES",
                "*feature ~ mona-feature ~ YES",
                "v2* ~ v2.0 ~ YES",
                "v[12].[0-9]+.[0-9]+ ~ v1.10.1 ~ YES",
                "v[12].[0-9]+.[0-9]+ ~ v3.0.0 ~ NO",
                "*.jsx? ~ page.js ~ YES",
                "*.jsx? ~ page.jsx ~ YES",
                "** ~ all/the/files.md ~ YES",
                "*.js ~ js/index.js ~ NO",
                "**.js ~ src/js/app.js ~ YES",
                "docs/* ~ docs/file.txt ~ YES",
                "docs/**/*.md ~ docs/hello.md ~ YES",
                "docs/**/*.md ~ docs/a/markdown/file.md ~ YES",
                "**/docs/** ~ docs/hello.md ~ YES",
                "**/docs/** ~ dir/docs/my-file.txt ~ YES",
                "**/README.md ~ js/README.md ~ YES",
                "**/*src/** ~ my-src/code/js/app.js ~ YES",
                "**/migrate-*.sql ~ db/sept/migrate-v1.sql ~ YES",
                "\\*a ~ *a ~ YES",
                "+a ~ +a ~ YES",
                "[b-a] ~ a ~ MAYBE"
            })
    void patterns_name_what_github_says(String pattern, String text, Truth expected) {
        assertThat(new NamePatterns(List.of(pattern)).match(text)).isEqualTo(expected);
    }

    @Test
    void a_pattern_that_looks_for_ever_is_given_up() {
        assertThat(new NamePatterns(List.of("**a".repeat(40) + "b")).match("a".repeat(300)))
                .isEqualTo(Truth.MAYBE);
    }
}

package io.slipway.gitlab.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrustTest {
    @Test
    void only_protected_refs_write_what_they_read() {
        assertThat(Trust.of(Map.of("CI_COMMIT_REF_PROTECTED", "true")).caches())
                .containsExactly(new Trust.Cache("slipway-trusted", true));
        assertThat(Trust.of(Map.of("CI_COMMIT_REF_SLUG", "my-branch")).caches())
                .containsExactly(
                        new Trust.Cache("slipway-trusted", false), new Trust.Cache("slipway-ref-my-branch", true));
    }

    @Test
    void a_merge_request_never_writes_what_trusted_ones_read() {
        assertThat(Trust.of(Map.of("CI_COMMIT_REF_PROTECTED", "true", "CI_MERGE_REQUEST_IID", "7/../x"))
                        .caches())
                .containsExactly(new Trust.Cache("slipway-trusted", false), new Trust.Cache("slipway-mr-7----x", true));
        assertThat(Trust.of(Map.of("CI_EXTERNAL_PULL_REQUEST_IID", "8"))
                        .caches()
                        .get(1)
                        .key())
                .isEqualTo("slipway-mr-8");
    }

    @Test
    void text_is_quoted_so_that_nothing_in_it_is_yaml() {
        assertThat(YamlText.quoted("a \"b\" \\ \n\u0007: [*x]")).isEqualTo("\"a \\\"b\\\" \\\\ \\n\\u0007: [*x]\"");
    }

    @Test
    void what_gitlab_would_not_take_is_written_as_it_takes_it() {
        String longest = "a:" + "x".repeat(300);
        ChildJob first = new ChildJob(
                longest,
                "s",
                List.of("true"),
                Optional.of(List.of()),
                1,
                List.of(),
                Optional.of("db+queue"),
                Optional.of(Duration.ofDays(90)),
                List.of(),
                List.of(),
                false,
                Optional.empty());
        ChildJob keeps = new ChildJob(
                "keep",
                "t",
                List.of("true"),
                Optional.of(List.of(longest)),
                1,
                List.of(),
                Optional.of("l".repeat(300)),
                Optional.empty(),
                List.of(),
                List.of(),
                true,
                Optional.empty());

        String text = new ChildPipeline(List.of(first, keeps), Optional.of(".s"), Trust.of(Map.of())).text();

        String name =
                text.lines().filter(line -> line.startsWith("\"a:")).findFirst().orElseThrow();
        assertThat(name).matches("\"a:x{236}~[0-9a-f]{16}\":");
        assertThat(text)
                .contains("  needs: [" + name.substring(0, name.length() - 1) + "]\n")
                .contains("  resource_group: \"db/queue\"\n", "  timeout: \"2592000 seconds\"\n")
                .containsPattern("  resource_group: \"l{238}\\.[0-9a-f]{16}\"\n")
                .contains("  when: always\n", "policy: pull-push, when: always}");
    }

    @Test
    void a_child_pipeline_that_gitlab_would_not_read_is_none() {
        ChildJob large = new ChildJob(
                "a",
                "s",
                List.of("x".repeat(800_000)),
                Optional.empty(),
                1,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                false,
                Optional.empty());

        ChildPipeline child = new ChildPipeline(List.of(large, large), Optional.empty(), Trust.of(Map.of()));

        assertThatThrownBy(child::text).hasMessageContaining("select fewer tasks");
    }

    @Test
    void parallel_jobs_say_how_many() {
        ChildJob job = new ChildJob(
                "x",
                "s",
                List.of("true"),
                Optional.empty(),
                3,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of("r.xml"),
                List.of(),
                false,
                Optional.empty());

        assertThat(new ChildPipeline(List.of(job), Optional.empty(), Trust.of(Map.of())).text())
                .contains("  parallel: 3\n", "reports: {junit: [\"r.xml\"]}");
        assertThatThrownBy(() -> new ChildJob(
                        "x",
                        "s",
                        List.of(),
                        Optional.empty(),
                        1,
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        false,
                        Optional.empty()))
                .hasMessageContaining("script");
    }
}

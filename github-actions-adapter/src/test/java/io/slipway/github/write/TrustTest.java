package io.slipway.github.write;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustTest {
    private static final String MAIN = "{\"repository\": {\"default_branch\": \"main\"}}";

    @ParameterizedTest
    @CsvSource({
        "push, refs/heads/main, false, trusted",
        "push, refs/heads/release/1, true, trusted",
        "schedule, refs/heads/main, false, trusted",
        "push, refs/heads/feature, false, ref-feature",
        "push, refs/tags/v1, false, ref-tags-v1-6cb1f6f2",
        "workflow_dispatch, refs/heads/x y, false, ref-x-y-f4d6a0ab",
        "merge_group, refs/heads/gh-readonly-queue/main/pr-1, true, ref-gh-readonly-queue-main-pr-1-3a6f9ee6"
    })
    void only_the_default_branch_and_protected_refs_write_what_all_read(
            String event, String ref, String isProtected, String writes) {
        Trust trust = trust(event, ref, isProtected, MAIN);

        assertThat(trust.writes().orElseThrow().replaceAll("-[0-9a-f]{6,8}$", ""))
                .isEqualTo(writes.replaceAll("-[0-9a-f]{6,8}$", ""));
        assertThat(trust.reads()).last().isEqualTo("trusted");
    }

    @Test
    void a_pull_request_of_the_repository_writes_only_its_own() {
        assertThat(trust("pull_request", "refs/pull/7/merge", "true", pullRequest("o/r")))
                .isEqualTo(new Trust(List.of("pr-7", "trusted"), Optional.of("pr-7")));
    }

    @Test
    void a_fork_reads_and_never_writes() {
        Trust fork = trust("pull_request", "refs/pull/7/merge", "true", pullRequest("stranger/r"));

        assertThat(fork).isEqualTo(new Trust(List.of("trusted"), Optional.empty()));
        assertThat(fork.text()).isEqualTo("{\"reads\":[\"trusted\"],\"writes\":null}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pull_request_target", "workflow_run", "issue_comment", "", "some_new_event"})
    void what_anybody_can_start_writes_nothing(String event) {
        assertThat(trust(event, "refs/heads/main", "true", MAIN).writes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[",
                "[1]",
                "{\"pull_request\": 7}",
                "{\"pull_request\": {\"number\": \"../x\", \"head\": {\"repo\": {\"full_name\": \"o/r\"}}}}"
            })
    void an_event_that_cannot_be_read_tells_nothing(String event) {
        assertThat(trust("pull_request", "refs/pull/7/merge", "true", event).writes())
                .isEmpty();
    }

    @Test
    void two_branches_never_share_what_they_write() {
        assertThat(trust("push", "refs/heads/a/b", "false", MAIN).writes())
                .isNotEqualTo(trust("push", "refs/heads/a-b", "false", MAIN).writes());
        assertThat(trust("push", "refs/heads/a-b", "false", MAIN).text())
                .isEqualTo("{\"reads\":[\"ref-a-b\",\"trusted\"],\"writes\":\"ref-a-b\"}");
    }

    private static Trust trust(String event, String ref, String isProtected, String told) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "GITHUB_EVENT_NAME", event,
                "GITHUB_REF", ref,
                "GITHUB_REF_PROTECTED", isProtected,
                "GITHUB_REPOSITORY", "o/r"));
        return Trust.of(environment, Optional.of(told.getBytes(UTF_8)));
    }

    private static String pullRequest(String from) {
        return "{\"pull_request\": {\"number\": 7, \"head\": {\"repo\": {\"full_name\": \"" + from + "\"}}}}";
    }
}

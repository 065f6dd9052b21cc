package io.slipway.core.local.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UntrustedRefTest {
    private static final String EVENT = """
            {"action": "opened", "number": 7,
             "pull_request": {"title": "x: [y] {z}", "body": %s,
                "head": {"ref": "topic", "repo": %s},
                "base": {"ref": "main", "repo": {"full_name": "ada/shop", "fork": false}}}}
            """;

    @TempDir
    Path directory;

    private Map<String, String> github(String event, String head) throws IOException {
        Path file = directory.resolve("event.json");
        String body = "\"" + "long \\t \\\"text\\\" \\/ \\u2026 \\uD83D\\uDE00 😀 ".repeat(2_000) + "\"";
        Files.writeString(file, EVENT.formatted(body, head));
        return Map.of("GITHUB_EVENT_NAME", event, "GITHUB_EVENT_PATH", file.toString());
    }

    @Test
    void a_run_by_hand_and_a_branch_of_a_host_are_trusted() {
        assertThat(UntrustedRef.in(Map.of())).isEmpty();
        assertThat(UntrustedRef.in(Map.of("GITHUB_EVENT_NAME", "push"))).isEmpty();
        assertThat(UntrustedRef.in(Map.of("CI_COMMIT_BRANCH", "main"))).isEmpty();
        assertThat(UntrustedRef.in(Map.of("CHANGE_ID", "7"))).isEmpty();
    }

    @Test
    void a_merge_request_within_a_project_is_trusted_and_one_from_another_is_not() {
        assertThat(UntrustedRef.in(
                        Map.of("CI_MERGE_REQUEST_PROJECT_ID", "1", "CI_MERGE_REQUEST_SOURCE_PROJECT_ID", "1")))
                .isEmpty();
        assertThat(UntrustedRef.in(
                        Map.of("CI_MERGE_REQUEST_PROJECT_ID", "1", "CI_MERGE_REQUEST_SOURCE_PROJECT_ID", "2")))
                .contains("the merge request comes from another project, 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pull_request", "pull_request_target"})
    void a_pull_request_is_trusted_when_its_branch_lies_in_the_repository(String event) throws IOException {
        assertThat(UntrustedRef.in(github(event, "{\"full_name\": \"ada/shop\", \"fork\": false}")))
                .isEmpty();
        assertThat(UntrustedRef.in(github(event, "{\"full_name\": \"eve/shop\", \"fork\": true}")))
                .contains("the pull request comes from another repository, eve/shop");
        assertThat(UntrustedRef.in(github(event, "null")))
                .contains("the pull request comes from another repository, one that is gone");
    }

    @Test
    void a_pull_request_of_which_nothing_can_be_read_is_not_trusted() {
        assertThat(UntrustedRef.in(Map.of("GITHUB_EVENT_NAME", "pull_request")))
                .contains("it cannot be seen where the pull request comes from");
        assertThat(UntrustedRef.in(
                        Map.of("GITHUB_EVENT_NAME", "pull_request", "GITHUB_EVENT_PATH", directory + "/none")))
                .isPresent();
    }

    @Test
    void a_fork_in_jenkins_and_what_is_said_by_hand_are_not_trusted() {
        assertThat(UntrustedRef.in(Map.of("CHANGE_FORK", "eve")))
                .contains("the change request comes from the fork eve");
        assertThat(UntrustedRef.in(Map.of(UntrustedRef.TOLD, "of a patch by mail")))
                .contains("SLIPWAY_UNTRUSTED says: of a patch by mail");
    }
}

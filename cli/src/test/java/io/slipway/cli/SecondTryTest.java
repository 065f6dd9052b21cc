package io.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a definition says of retries, throttle classes and priorities, from the file to what was run. */
class SecondTryTest {
    /** Fails until it was started as often as {@code TIMES} says, each time with another exit code. */
    private static final String FLAKY = """
            slipway: 1
            service: flaky
            tasks:
              fetch:
                run: |
                  echo try >> tries.log
                  tries=$(wc -l < tries.log)
                  echo this is try $tries
                  test $tries -ge 3 || exit $((70 + tries))
                  echo done > out.txt
                inputs: []
                outputs: [out.txt]
                retry: %s
              use: {run: cat out.txt, inputs: [], needs: [fetch]}
            """;

    @TempDir
    private Path directory;

    private TemporaryWorkspace flaky(String retry) {
        return new TemporaryWorkspace(directory).write("flaky/slipway.yaml", FLAKY.formatted(retry));
    }

    @Test
    void a_task_that_fails_twice_and_passes_then_is_done() {
        TemporaryWorkspace workspace = flaky("{attempts: 3, backoff: PT0.05S, on: exit}");

        int code = workspace.slipway("run");

        assertThat(code).isEqualTo(ExitCode.DONE);
        assertThat(workspace.err())
                .contains(
                        "again   flaky:fetch  attempt 1: exited with code 71",
                        "again   flaky:fetch  attempt 2: exited with code 72",
                        "ok      flaky:fetch",
                        "attempt 3",
                        "ok      flaky:use",
                        ": 2 tasks, 2 ran, 1 tried again\n");
        assertThat(workspace.read("flaky/tries.log")).isEqualTo("try\ntry\ntry\n");
    }

    @Test
    void every_attempt_is_explained_and_keeps_what_it_printed() {
        TemporaryWorkspace workspace = flaky("{attempts: 3, backoff: PT0.05S, on: exit}");
        workspace.slipway("run");

        workspace.slipway("explain", "flaky:fetch");

        assertThat(workspace.out())
                .containsSubsequence(
                        "attempt 1 started",
                        "attempt 1 ended",
                        "another one follows",
                        "set aside: exit 1 of at most 3",
                        "taken up again after",
                        "attempt 2 started",
                        "exit 2 of at most 3",
                        "attempt 3 started",
                        "succeeded");
        assertThat(workspace.logs())
                .containsEntry("flaky.fetch~1.log", "this is try 1\n")
                .containsEntry("flaky.fetch~2.log", "this is try 2\n")
                .containsEntry("flaky.fetch.log", "this is try 3\n");
    }

    @Test
    void a_task_is_tried_as_often_as_it_says_and_no_more() {
        TemporaryWorkspace workspace = flaky("{attempts: 2, backoff: 0s}");

        int code = workspace.slipway("run");

        assertThat(code).isEqualTo(ExitCode.TASK_FAILED);
        assertThat(workspace.err())
                .contains(
                        "flaky:fetch failed after 2 attempts: ",
                        ": 2 tasks, 1 ran, 1 tried again, 1 failed, 1 skipped");
        assertThat(workspace.read("flaky/tries.log")).isEqualTo("try\ntry\n");
    }

    @Test
    void an_exit_code_that_is_not_named_ends_the_task() {
        TemporaryWorkspace workspace = flaky("{attempts: 9, backoff: 0s, on: [71]}");

        int code = workspace.slipway("run");

        assertThat(code).isEqualTo(ExitCode.TASK_FAILED);
        assertThat(workspace.read("flaky/tries.log")).isEqualTo("try\ntry\n");
    }

    @Test
    void a_task_that_took_too_long_is_tried_again() {
        TemporaryWorkspace workspace = new TemporaryWorkspace(directory).write("slow/slipway.yaml", """
                slipway: 1
                service: slow
                tasks:
                  wait:
                    run: test -e seen || { touch seen; sleep 60; }
                    timeout: PT0.3S
                    retry: {attempts: 2, backoff: 0s, on: timeout}
                """);

        int code = workspace.slipway("run", "--json");

        assertThat(code).isEqualTo(ExitCode.DONE);
        assertThat(workspace.out()).contains("\"ran\":1,", "\"failed\":0,\"retried\":1,");
    }

    @Test
    void no_more_of_a_throttle_class_is_in_use_than_there_is() {
        TemporaryWorkspace workspace = new TemporaryWorkspace(directory)
                .write("slipway-workspace.yaml", "slipway: 1\nthrottles: {database: 2}\n")
                .write("db/slipway.yaml", """
                        slipway: 1
                        service: db
                        tasks:
                          heavy: {run: mkdir ../alone; sleep 1; rmdir ../alone, throttle: {class: database, weight: 2}}
                          soon: {run: sleep 0.1}
                          light: {run: test ! -e ../alone, throttle: database, needs: [soon]}
                        """);

        int code = workspace.slipway("run", "-j", "4");
        workspace.slipway("explain", "db:light");

        assertThat(code).isEqualTo(ExitCode.DONE);
        assertThat(workspace.out()).contains("waited: throttle class database, of which it needs 1 and 0 are free");
    }

    @Test
    void what_has_the_higher_priority_goes_first() {
        TemporaryWorkspace workspace = new TemporaryWorkspace(directory)
                .write("slipway-workspace.yaml", "slipway: 1\nthrottles: {order: 1}\n")
                .write("order/slipway.yaml", """
                        slipway: 1
                        service: order
                        tasks:
                          # runs until the others have queued behind it
                          first: {run: sleep 1, throttle: order}
                          second: {run: sleep 0.1}
                          a: {run: echo a >> ../told, inputs: [], throttle: order, priority: -1, needs: [second]}
                          b: {run: echo b >> ../told, inputs: [], throttle: order, needs: [second]}
                          c: {run: echo c >> ../told, inputs: [], throttle: order, priority: 10, needs: [second]}
                          d: {run: echo d >> ../told, inputs: [], throttle: order, priority: 9, needs: [second]}
                        """);

        int code = workspace.slipway("run", "-j", "4");

        assertThat(code).isEqualTo(ExitCode.DONE);
        assertThat(workspace.read("told")).isEqualTo("c\nd\nb\na\n");
    }

    @Test
    void what_cannot_be_read_is_told_by_validate() {
        TemporaryWorkspace workspace = flaky("{attempts: 0, on: [exut]}");

        int code = workspace.slipway("validate");

        assertThat(code).isEqualTo(ExitCode.WRONG_REQUEST);
        assertThat(workspace.err() + workspace.out())
                .contains(
                        "flaky/slipway.yaml:13:23 `0` is no number of attempts; write how often it is tried in all,"
                                + " from 1 to 100",
                        "flaky/slipway.yaml:13:31 unknown failure `exut`; did you mean `exit`?");
    }
}

package io.slipway.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.run.Outcome;
import io.slipway.core.run.RunResult;
import io.slipway.core.run.SkipReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlainViewTest {
    private static final Style COLOURED = Style.of(Map.of("CLICOLOR_FORCE", "1"), false);

    private final Printed err = new Printed();

    @TempDir
    private Path logs;

    @Test
    void tells_a_line_for_each_task_that_ran_and_only_counts_what_was_reused() {
        RecordedRun run = RecordedRun.ofChain("contracts:package", "orders:compile", "orders:test")
                .reused("contracts:package", 5, 41_200)
                .started("orders:compile", 10)
                .succeeded("orders:compile", 1_250, 1_240)
                .started("orders:test", 1_260)
                .succeeded("orders:test", 1_600, 335)
                .ended(1_612, RunResult.SUCCEEDED);

        show(run, Style.PLAIN, Verbosity.NORMAL);

        assertThat(err.text()).isEqualTo("""
                        ok      orders:compile     1.24s  cpu 2.48s  mem 181 MiB
                        ok      orders:test        0.34s  cpu 0.67s  mem 181 MiB
                        succeeded in 1.61s: 3 tasks, 2 ran, 1 reused
                        critical path 1.58s: orders:compile > orders:test
                        saved 41.2s by reuse
                        """);
    }

    @Test
    void tells_everything_and_why_when_verbose() {
        RecordedRun run = RecordedRun.ofChain("a:make", "a:test")
                .reused("a:make", 5, 400)
                .started("a:test", 10)
                .succeeded("a:test", 30, 20)
                .ended(31, RunResult.SUCCEEDED);

        show(run, Style.PLAIN, Verbosity.VERBOSE);

        assertThat(err.text()).startsWith("""
                        reused  a:make  saved 0.40s
                        ok      a:test  0.02s  cpu 0.04s  mem 181 MiB  in 1.5 MiB  out 2.0 KiB  because a/in.txt changed and 1 more
                        """);
    }

    @Test
    void shows_a_failing_tasks_output_with_its_log_and_what_to_do_next() throws IOException {
        Files.writeString(logs.resolve("orders.test.log"), "expected 3\nbut was 4\n");
        RecordedRun run = RecordedRun.ofChain("orders:compile", "orders:test", "orders:package", "orders:deploy")
                .started("orders:compile", 0)
                .succeeded("orders:compile", 100, 100)
                .started("orders:test", 100)
                .failed("orders:test", 900, 800, "exit code 1; read what it printed")
                .skipped("orders:package", 900, SkipReason.Kind.NEED_FAILED, "orders:test")
                .skipped("orders:deploy", 900, SkipReason.Kind.NEED_SKIPPED, "orders:package")
                .ended(901, RunResult.FAILED);

        show(run, Style.PLAIN, Verbosity.NORMAL);

        assertThat(err.text()).isEqualTo("""
                        ok      orders:compile  0.10s  cpu 0.20s  mem 181 MiB
                        FAILED  orders:test     0.80s  cpu 1.60s  mem 181 MiB
                        skipped orders:package  needs orders:test, which failed
                        skipped orders:deploy   needs orders:package, which was skipped

                        orders:test failed: exit code 1; read what it printed
                        expected 3
                        but was 4
                        log: LOGS/orders.test.log
                        next: mend it and `slipway run orders:test`; `slipway explain orders:test` says why it ran

                        failed in 0.90s: 4 tasks, 2 ran, 1 failed, 2 skipped
                        critical path 0.90s: orders:compile > orders:test
                        """.replace("LOGS", logs.toString()));
    }

    @Test
    void shows_output_without_codes_for_a_terminal_where_colours_are_not_wanted() throws IOException {
        Files.writeString(logs.resolve("orders.test.log"), "\u001b[0m[\u001b[1;31mERROR\u001b[m] it broke\n");
        RecordedRun run = RecordedRun.ofChain("orders:test")
                .started("orders:test", 0)
                .failed("orders:test", 900, 800, "exit code 1; read what it printed")
                .ended(901, RunResult.FAILED);

        show(run, Style.PLAIN, Verbosity.QUIET);

        assertThat(err.text()).contains("\n[ERROR] it broke\n").doesNotContain("\u001b");
    }

    @Test
    void does_not_call_a_task_failed_that_was_lost_and_tried_again() {
        RecordedRun run = RecordedRun.ofChain("orders:compile")
                .started("orders:compile", 5)
                .lostAndStartedAgain("orders:compile", 10)
                .succeededAgain("orders:compile", 40, 30)
                .ended(40, RunResult.SUCCEEDED);

        show(run, Style.PLAIN, Verbosity.NORMAL);

        assertThat(err.text()).startsWith("""
                again   orders:compile  attempt 1: Slipway was ended while it ran
                ok      orders:compile  0.03s  cpu 0.00s  attempt 2
                succeeded in 0.04s: 1 task, 1 ran, 1 tried again
                """);
    }

    @Test
    void does_not_call_a_task_failed_that_was_lost_and_not_tried_again_before_the_run_ended() {
        RecordedRun run = RecordedRun.ofChain("orders:compile")
                .started("orders:compile", 5)
                .lost("orders:compile", 10)
                .cancelled(20)
                .skipped("orders:compile", 20, SkipReason.Kind.CANCELLED, "orders:compile")
                .ended(20, RunResult.CANCELLED);

        show(run, Style.PLAIN, Verbosity.NORMAL);

        assertThat(err.text()).doesNotContain("failed").contains("interrupted in 0.02s: 1 task, 1 skipped");
    }

    @Test
    void shows_only_the_last_lines_of_a_huge_output() throws IOException {
        StringBuilder output = new StringBuilder();
        for (int i = 1; i <= 100_000; i++) output.append("line ").append(i).append('\n');
        Files.writeString(logs.resolve("a.make.log"), output.append("the end, without a line break"));
        RecordedRun run = failing("a:make");

        show(run, Style.PLAIN, Verbosity.NORMAL);

        assertThat(err.text())
                .contains("\n(the end of 1.0 MiB)\nline 99802\n")
                .doesNotContain("line 99801\n")
                .contains("line 100000\nthe end, without a line break\nlog: ");
    }

    @Test
    void shows_the_end_of_a_line_that_is_longer_than_what_is_shown() throws IOException {
        Files.writeString(logs.resolve("a.make.log"), "x".repeat(1 << 20) + "|END");
        RecordedRun run = failing("a:make");

        show(run, Style.PLAIN, Verbosity.NORMAL);

        assertThat(err.text())
                .contains("(the end of 1.0 MiB)\nxxx")
                .contains("x|END\nlog: ")
                .hasSizeLessThan(200_000);
    }

    @Test
    void names_no_log_where_the_task_never_came_to_write_one() {
        RecordedRun run = RecordedRun.ofChain("a:make")
                .started("a:make", 0)
                .finished("a:make", 1, 0, new Outcome(Outcome.Kind.COULD_NOT_START, -1, "no such program; install it"))
                .ended(2, RunResult.FAILED);

        show(run, Style.PLAIN, Verbosity.NORMAL);

        assertThat(err.text())
                .contains("a:make failed: no such program; install it\nnext: ")
                .doesNotContain("log:");
    }

    @Test
    void says_nothing_of_a_run_that_went_well_when_quiet() {
        RecordedRun run = RecordedRun.ofChain("a:make").started("a:make", 0).succeeded("a:make", 5, 5);

        show(run.ended(6, RunResult.SUCCEEDED), Style.PLAIN, Verbosity.QUIET);

        assertThat(err.text()).isEmpty();
    }

    @Test
    void still_shows_what_failed_when_quiet() {
        show(failing("a:make"), Style.PLAIN, Verbosity.QUIET);

        assertThat(err.text()).startsWith("\na:make failed: it broke").doesNotContain("FAILED", "failed in");
    }

    @Test
    void tells_stopped_tasks_from_failed_ones_when_a_run_is_interrupted() {
        Outcome stopped = new Outcome(Outcome.Kind.CANCELLED, -1, "stopped with the run");
        RecordedRun run = RecordedRun.ofChain("a:make", "a:test")
                .started("a:make", 0)
                .cancelled(50)
                .finished("a:make", 60, 60, stopped)
                .skipped("a:test", 60, SkipReason.Kind.CANCELLED, "a:make")
                .ended(61, RunResult.CANCELLED);

        show(run, Style.PLAIN, Verbosity.NORMAL);

        assertThat(err.text()).isEqualTo("""
                        interrupted, stopping what runs; once more ends it at once
                        stopped a:make  0.06s  cpu 0.12s  mem 181 MiB
                        interrupted in 0.06s: 2 tasks, 1 ran, 1 stopped, 1 skipped
                        critical path 0.06s: a:make
                        """);
    }

    @Test
    void paints_states_where_colours_are_wanted_and_keeps_the_columns() {
        RecordedRun run = RecordedRun.ofChain("a:make").started("a:make", 0).succeeded("a:make", 5, 5);

        show(run.ended(6, RunResult.SUCCEEDED), COLOURED, Verbosity.NORMAL);

        assertThat(err.text())
                .startsWith("\u001b[32mok\u001b[0m      a:make  0.01s")
                .contains("\n\u001b[32msucceeded\u001b[0m in ");
    }

    @Test
    void names_a_variant_that_failed_so_that_a_shell_takes_it_as_it_is() {
        show(failing("a:test[jdk=17]"), Style.PLAIN, Verbosity.NORMAL);

        assertThat(err.text())
                .contains("next: mend it and `slipway run 'a:test[jdk=17]'`; `slipway explain 'a:test[jdk=17]'`");
    }

    @Test
    void says_what_the_machine_lacks_for_a_task() {
        SkipReason lacking =
                new SkipReason(SkipReason.Kind.UNPLACEABLE, Optional.empty(), "needs gpu 1, but local has none");

        assertThat(Reasons.of(lacking))
                .isEqualTo("this machine does not have what it requires: needs gpu 1, but local has none");
    }

    @Test
    void warns_on_a_line_of_its_own() {
        new PlainView(err.stream(), Style.PLAIN, Verbosity.NORMAL).warn("the store is full; run `slipway cache gc`");

        assertThat(err.text()).isEqualTo("warning: the store is full; run `slipway cache gc`\n");
    }

    private static RecordedRun failing(String task) {
        return RecordedRun.ofChain(task)
                .started(task, 0)
                .failed(task, 10, 10, "it broke; mend it")
                .ended(11, RunResult.FAILED);
    }

    private void show(RecordedRun run, Style style, Verbosity verbosity) {
        try (PlainView view = new PlainView(err.stream(), style, verbosity)) {
            run.tell(view);
            view.end(run.summary(), task -> logs.resolve(task.service() + "." + task.task() + ".log"));
        }
    }
}

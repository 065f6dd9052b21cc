package io.slipway.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.forecast.Span;
import io.slipway.core.local.Foreseen;
import io.slipway.core.run.RunResult;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LiveViewTest {
    private static final Style STYLE = new Style(false, true);

    private final Printed err = new Printed();
    private final ManualTicker ticker = new ManualTicker();
    private Instant now = RecordedRun.START;
    private TerminalSize size = new TerminalSize(60, 24);

    @Test
    void draws_what_runs_and_how_far_the_run_is() {
        RecordedRun run = RecordedRun.ofChain("a:gen", "a:make", "a:test")
                .reused("a:gen", 3, 900)
                .started("a:make", 10);
        LiveView view = view(Verbosity.NORMAL);

        run.tell(view);
        tickAt(1_210);

        assertThat(err.next()).isEqualTo("""
                          a:make  1.2s
                        1/3 done, 1 reused, 1 running, 1.2s
                        """);
    }

    @Test
    void draws_over_what_it_drew_before() {
        RecordedRun run = RecordedRun.ofChain("a:make", "a:test").started("a:make", 0);
        LiveView view = view(Verbosity.NORMAL);
        run.tell(view);
        tickAt(100);
        err.next();

        tickAt(200);

        assertThat(err.next()).isEqualTo("\u001b[2A\r\u001b[J  a:make  0.2s\n0/2 done, 1 running, 0.2s\n");
    }

    @Test
    void leaves_a_line_above_for_each_task_that_ran() {
        RecordedRun run = RecordedRun.ofChain("a:make", "a:test").started("a:make", 0);
        LiveView view = view(Verbosity.NORMAL);
        run.tell(view);
        tickAt(100);
        err.next();

        run.succeeded("a:make", 150, 150).started("a:test", 151).tell(view);
        tickAt(200);

        assertThat(err.next())
                .isEqualTo("\u001b[2A\r\u001b[J"
                        + "ok      a:make  0.15s  cpu 0.30s  mem 181 MiB\n"
                        + "  a:test  0.0s\n"
                        + "1/2 done, 1 running, 0.2s\n");
    }

    @Test
    void leaves_nothing_of_what_moved_when_the_run_is_over() {
        RecordedRun run = RecordedRun.ofChain("a:make").started("a:make", 0);
        LiveView view = view(Verbosity.NORMAL);
        run.tell(view);
        tickAt(100);
        err.next();

        run.succeeded("a:make", 150, 150).ended(151, RunResult.SUCCEEDED).tell(view);
        view.end(run.summary(), task -> Path.of("none"));

        assertThat(err.next())
                .isEqualTo("\u001b[2A\r\u001b[J"
                        + "ok      a:make  0.15s  cpu 0.30s  mem 181 MiB\n"
                        + "succeeded in 0.15s: 1 task, 1 ran\n"
                        + "critical path 0.15s: a:make\n");
    }

    @Test
    void counts_a_task_that_is_tried_again_as_running_and_not_as_done() {
        RecordedRun run = RecordedRun.ofChain("orders:compile", "orders:test")
                .started("orders:compile", 0)
                .lostAndStartedAgain("orders:compile", 10);
        LiveView view = view(Verbosity.NORMAL);

        run.tell(view);
        tickAt(50);

        assertThat(err.next()).contains("0/2 done, 1 running");
    }

    @Test
    void stops_ticking_when_closed_and_draws_nothing_after_it() {
        RecordedRun run = RecordedRun.ofChain("a:make").started("a:make", 0);
        LiveView view = view(Verbosity.NORMAL);
        run.tell(view);
        tickAt(100);

        view.close();
        err.next();
        view.redraw();

        assertThat(ticker.running).isEmpty();
        assertThat(err.next()).isEmpty();
    }

    @Test
    void neither_ticks_nor_measures_nor_moves_anything_while_everything_is_reused() {
        RecordedRun run = RecordedRun.ofChain("a:make", "a:test")
                .reused("a:make", 1, 100)
                .reused("a:test", 2, 200)
                .ended(3, RunResult.SUCCEEDED);
        size = new TerminalSize(1, 1);
        LiveView view = view(Verbosity.NORMAL);

        run.tell(view);
        view.end(run.summary(), task -> Path.of("none"));

        assertThat(ticker.started).isZero();
        assertThat(err.next()).isEqualTo("""
                        succeeded in 0.00s: 2 tasks, 2 reused
                        saved 0.30s by reuse
                        """);
    }

    @Test
    void cuts_what_moves_to_the_width_of_the_terminal() {
        size = new TerminalSize(21, 24);
        RecordedRun run = RecordedRun.ofChain("a-rather-long-service:make").started("a-rather-long-service:make", 0);
        LiveView view = view(Verbosity.NORMAL);

        run.tell(view);
        tickAt(100);

        assertThat(err.next()).isEqualTo("  a-rather-long-serv\n0/1 done, 1 running,\n");
    }

    @Test
    void shows_as_many_running_tasks_as_the_terminal_has_room_for() {
        size = new TerminalSize(60, 6);
        RecordedRun run = RecordedRun.ofTasks(7);
        for (int i = 10; i < 17; i++) run.started("s:task" + i, 0);
        LiveView view = view(Verbosity.NORMAL);

        run.tell(view);
        tickAt(100);

        assertThat(err.next()).isEqualTo("""
                          s:task10  0.1s
                          s:task11  0.1s
                          s:task12  0.1s
                          and 4 more
                        0/7 done, 7 running, 0.1s
                        """);
    }

    @Test
    void says_how_long_it_will_take_when_everything_at_hand_was_seen_before() {
        RecordedRun run = RecordedRun.ofChain("a:make", "a:test").started("a:make", 0, 2_000, 9_000);
        LiveView view = view(Verbosity.NORMAL);

        run.tell(view);
        tickAt(500);
        String early = err.next();
        tickAt(4_000);
        String late = err.next();

        assertThat(early).contains("  a:make  0.5s of about 2.0s\n").contains(", about 8.5s left\n");
        assertThat(late).contains("  a:make  4.0s of about 2.0s\n").contains(", about 7.0s left\n");
    }

    @Test
    void counts_the_work_at_hand_when_that_takes_longer_than_any_chain() {
        RecordedRun run = RecordedRun.ofTasks(4);
        for (int i = 10; i < 14; i++) run.started("s:task" + i, 0, 3_000, 3_000);
        run.succeeded("s:task10", 1_000, 1_000).succeeded("s:task11", 1_000, 1_000);
        LiveView view = view(Verbosity.NORMAL);

        run.tell(view);
        tickAt(1_000);

        assertThat(err.next()).contains(", about 2.0s left\n");
    }

    @Test
    void promises_no_end_while_a_task_at_hand_was_never_seen() {
        RecordedRun run =
                RecordedRun.ofTasks(2).started("s:task10", 0, 2_000, 9_000).started("s:task11", 0);
        LiveView view = view(Verbosity.NORMAL);

        run.tell(view);
        tickAt(500);

        assertThat(err.next()).doesNotContain("left");
    }

    @Test
    void says_once_and_as_long_as_it_runs_that_a_task_is_longer_than_nearly_all_of_its_runs() {
        RecordedRun run = RecordedRun.ofChain("a:make").started("a:make", 0).overdue("a:make", 90_000, 90_000);
        LiveView view = view(Verbosity.NORMAL);
        run.tell(view);
        tickAt(90_100);
        String first = err.next();
        tickAt(91_000);

        assertThat(first)
                .startsWith("long    a:make  runs for more than 1m30s, as 1 in 100 of its runs does; see whether it");
        assertThat(err.next())
                .doesNotContain("see whether it hangs")
                .contains("  a:make  1m31s, longer than 99 in 100 of its runs\n");
    }

    @Test
    void shows_what_is_foreseen_rather_than_what_is_known_of_each_task() {
        RecordedRun run = RecordedRun.ofChain("a:make").started("a:make", 0, 9_000, 9_000);
        LiveView view = view(Verbosity.NORMAL);
        Span span = new Span(Duration.ofSeconds(20), Duration.ofSeconds(18), Duration.ofSeconds(25));
        view.foresees(() -> Optional.of(new Foreseen(RecordedRun.START.plusSeconds(1), span)));
        run.tell(view);

        tickAt(2_000);

        assertThat(err.next()).contains("0/1 done, 1 running, 2.0s, about 19.0s left, at most 24");
    }

    @Test
    void puts_a_warning_above_what_moves() {
        RecordedRun run = RecordedRun.ofChain("a:make").started("a:make", 0);
        LiveView view = view(Verbosity.NORMAL);
        run.tell(view);
        tickAt(100);
        err.next();

        view.warn("the store is full");
        tickAt(200);

        assertThat(err.next()).startsWith("\u001b[2A\r\u001b[Jwarning: the store is full\n  a:make");
    }

    @Test
    void moves_nothing_when_quiet() {
        RecordedRun run = RecordedRun.ofChain("a:make").started("a:make", 0);
        LiveView view = view(Verbosity.QUIET);

        run.tell(view);
        tickAt(100);
        run.succeeded("a:make", 150, 150).ended(151, RunResult.SUCCEEDED).tell(view);
        view.end(run.summary(), task -> Path.of("none"));

        assertThat(err.next()).isEmpty();
    }

    private LiveView view(Verbosity verbosity) {
        return new LiveView(err.stream(), STYLE, verbosity, () -> size, () -> now, ticker);
    }

    private void tickAt(long millis) {
        now = RecordedRun.START.plusMillis(millis);
        for (Runnable tick : ticker.running) tick.run();
    }

    /** Ticks when a test says so. */
    private static final class ManualTicker implements Ticker {
        private final List<Runnable> running = new ArrayList<>();
        private int started;

        @Override
        public Runnable start(Runnable tick) {
            running.add(tick);
            started++;
            return () -> running.remove(tick);
        }
    }
}

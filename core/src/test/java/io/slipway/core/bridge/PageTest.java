package io.slipway.core.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.core.cache.Invalidation;
import io.slipway.core.local.LocalPlan;
import io.slipway.core.local.PlannedTask;
import io.slipway.core.orchestrate.RunSummary;
import io.slipway.core.orchestrate.TaskSummary;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.RunId;
import io.slipway.core.run.RunResult;
import io.slipway.core.run.TaskState;
import io.slipway.core.run.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path directory;

    @Test
    void a_plan_is_a_table_and_a_gantt_in_which_needs_come_first() {
        LocalPlan plan = new Commit()
                .task("a:build", 3)
                .task("b:test", 4, "a:build")
                .task("c:build", 9)
                .reused("c:build")
                .plan();

        String page =
                Page.of(new LocalPlan(plan.tasks(), plan.graph(), List.of(TaskAddress.parse("a:build"))), 1 << 20);

        assertThat(page)
                .contains("2 to run, 1 reused; longest chain 3 s known, 0 never ran")
                .contains("| `a:build` | runs |", "| `c:build` | reused |  |")
                .contains("  a build :0, 3000\n", "  b test :3000, 7000\n")
                .doesNotContain("c build");
    }

    @Test
    void a_run_says_how_long_and_which_tests_failed() {
        TestResults tests = new TestResults();
        tests.add("<s><testcase name='a|b'><failure message='no &lt;b>'/></testcase><testcase name='c'/></s>"
                .getBytes(UTF_8));

        String page = Page.of(
                run(
                        task("a:x", TaskState.SUCCEEDED, 0, 5, Optional.of(Outcome.succeeded())),
                        task(
                                "b:x",
                                TaskState.FAILED,
                                5,
                                2,
                                Optional.of(new Outcome(Outcome.Kind.FAILED, 1, "it ended with 1; read its log"))),
                        task("c:x", TaskState.REUSED, -1, 0, Optional.empty())),
                tests,
                1 << 20);

        assertThat(page)
                .contains("3 tasks, 1 reused, 1 failed, in 7.0 s; 9.0 s saved by reuse")
                .contains("2 tests, 1 failed, 0 skipped", "- a\\|b: no &lt;b&gt;")
                .contains("| `b:x` | failed 2.0 s | it ended with 1; read its log |")
                .contains("| `c:x` | reused |", "  a x :done, 0, 5000\n", "  b x :crit, 5000, 7000\n");
    }

    @Test
    void a_page_is_never_larger_than_it_may_be() {
        Commit commit = RandomCommits.of(new SplittableRandom(5), 400);

        String small = Page.of(commit.plan(), 5_000);

        assertThat(small.getBytes(UTF_8).length).isLessThanOrEqualTo(5_000);
        assertThat(small).contains("more tasks").doesNotContain("mermaid");
        assertThat(Page.of(commit.plan(), 1 << 20)).contains("mermaid");
    }

    @Test
    void text_of_others_is_only_text() throws IOException {
        assertThat(SafeText.markdown("a|b`c<d>&*_\n@x")).isEqualTo("a\\|b\\`c&lt;d&gt;&amp;\\*\\_ \\@x");
        assertThat(SafeText.oneLine(" a\r\n\u2028b ")).isEqualTo("a b");
        assertThat(SafeText.shellWord("it's $x")).isEqualTo("'it'\\''s $x'");
        Path log = Files.writeString(directory.resolve("log"), "0123456789");
        assertThat(SafeText.tail(log, 4)).isEqualTo("… 6 bytes before this\n6789\n");
        assertThat(SafeText.tail(log, 100)).isEqualTo("0123456789\n");
        assertThat(SafeText.tail(directory.resolve("none"), 4)).isEmpty();
    }

    @Test
    void times_go_with_the_store_from_machine_to_machine() throws IOException {
        RecordedTimes times = new RecordedTimes(directory);
        for (int runs = 1; runs <= 9; runs++)
            times.record(run(task("a:x", TaskState.SUCCEEDED, 0, 7, Optional.empty())));
        times.record(run(task("b:x", TaskState.FAILED, 0, 5, Optional.empty())));

        Optional<Duration> expected = times.expected(TaskAddress.parse("a:x"));
        assertThat(expected)
                .hasValueSatisfying(
                        about -> assertThat(about).isCloseTo(Duration.ofSeconds(7), Duration.ofMillis(200)));
        assertThat(times.expected(TaskAddress.parse("b:x"))).isEmpty();
        LocalPlan plan =
                times.complete(new Commit().task("a:x", -1).task("c:x", 3).plan());
        assertThat(plan.tasks())
                .extracting(PlannedTask::expected)
                .containsExactly(expected, Optional.of(Duration.ofSeconds(3)));

        Files.writeString(directory.resolve("times/a/x"), "soon");
        assertThat(times.expected(TaskAddress.parse("a:x"))).isEmpty();
        Files.writeString(directory.resolve("times/a/x"), "1\n".repeat(500));
        assertThat(times.expected(TaskAddress.parse("a:x"))).isEmpty();
        Path file = Files.writeString(directory.resolve("file"), "");
        new RecordedTimes(file).record(run(task("a:x", TaskState.SUCCEEDED, 0, 1, Optional.empty())));
        assertThat(new RecordedTimes(file).expected(TaskAddress.parse("a:x"))).isEmpty();
    }

    @Test
    void more_machines_finish_sooner() {
        LocalPlan plan =
                new Commit().task("a:x", 30).task("b:x", 30).task("c:x", -1).plan();

        assertThat(FinishTime.of(plan, 1, System::nanoTime).seconds()).isEqualTo(61);
        assertThat(FinishTime.of(plan, 2, System::nanoTime).sentence())
                .isEqualTo("3 tasks, done after about 31 s on 2 runners; 1 never ran, one second is assumed for each");
        LocalPlan nothing = new Commit().task("a:x", 1).reused("a:x").plan();
        assertThat(FinishTime.of(nothing, 3, System::nanoTime).seconds()).isZero();
        assertThatThrownBy(() -> FinishTime.of(plan, 0, System::nanoTime)).hasMessageContaining("runners: 0");
    }

    @Test
    void a_question_that_takes_too_long_has_no_answer() throws Exception {
        assertThat(InTime.ask(() -> "yes", Duration.ofSeconds(5), Runnable::run))
                .isEqualTo("yes");
        assertThatThrownBy(() -> InTime.ask(
                        () -> {
                            throw new IllegalStateException("no\nroom");
                        },
                        Duration.ofSeconds(5),
                        Runnable::run))
                .hasMessage("no room");
        CountDownLatch never = new CountDownLatch(1);
        assertThatThrownBy(() -> InTime.ask(
                        () -> {
                            never.await();
                            return 1;
                        },
                        Duration.ofMillis(1),
                        work -> new Thread(work).start()))
                .hasMessage("the plan took longer than 1 ms");
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> InTime.ask(() -> 1, Duration.ofSeconds(5), work -> {}))
                .hasMessage("the plan was interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void a_copy_takes_what_is_new_and_leaves_what_is_there() throws IOException {
        Path from = directory.resolve("from");
        Path to = directory.resolve("to");
        assertThat(StoreCopy.copy(from, to)).isZero();
        StoreCopy.mark(from, START);
        for (String file : List.of("contents/aa/1", "actions/bb/2", "leases/3")) {
            Files.createDirectories(from.resolve(file).getParent());
            Files.writeString(from.resolve(file), file);
        }
        Files.setLastModifiedTime(
                from.resolve("contents/aa/1"), java.nio.file.attribute.FileTime.from(START.minusSeconds(1)));

        assertThat(StoreCopy.copyNew(from, to)).isEqualTo(1);
        assertThat(to.resolve("actions/bb/2")).hasContent("actions/bb/2");
        assertThat(StoreCopy.copy(from, to)).isEqualTo(1);
        assertThat(StoreCopy.copy(from, to)).isZero();
        assertThat(to.resolve("leases")).doesNotExist();
    }

    private static RunSummary run(TaskSummary... tasks) {
        return new RunSummary(
                new RunId("01a1ffce-c530-7f83-8d27-1d43a27ecb45"),
                RunResult.SUCCEEDED,
                new ArrayList<>(List.of(tasks)),
                Duration.ofSeconds(7),
                List.of(),
                Duration.ZERO,
                Duration.ofSeconds(9),
                Duration.ZERO);
    }

    private static TaskSummary task(
            String address, TaskState state, int start, int seconds, Optional<Outcome> outcome) {
        return new TaskSummary(
                TaskAddress.parse(address),
                state,
                outcome,
                1,
                new Usage(Duration.ofSeconds(seconds), Duration.ZERO, 0, 0, 0),
                start < 0 ? Optional.empty() : Optional.of(START.plusSeconds(start)),
                Duration.ZERO,
                Optional.<Invalidation>empty(),
                Optional.empty());
    }

    @Test
    void offers_are_read_from_their_option() {
        assertThat(MachineLabels.offers(Map.of("jdk", "11,17"))).containsEntry("jdk", List.of("11", "17"));
    }
}

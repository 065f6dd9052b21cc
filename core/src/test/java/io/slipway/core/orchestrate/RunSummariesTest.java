package io.slipway.core.orchestrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.core.cache.ActionKey;
import io.slipway.core.cache.Invalidation;
import io.slipway.core.content.Digest;
import io.slipway.core.journal.JournalEntry;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.Event;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunId;
import io.slipway.core.run.RunOptions;
import io.slipway.core.run.RunResult;
import io.slipway.core.run.SkipReason;
import io.slipway.core.run.TaskState;
import io.slipway.core.run.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunSummariesTest {
    private static final Instant START = Instant.parse("2025-01-01T12:00:00Z");
    private static final RunId RUN = new RunId("run-1");
    private static final Digest DIGEST = Digest.of(new byte[] {1});
    private static final ActionKey KEY = new ActionKey(DIGEST.hash());

    private final List<JournalEntry> entries = new ArrayList<>();

    @Test
    void names_the_chain_of_tasks_that_ran_longest_in_sum() {
        Pipeline pipeline = pipeline("a", "b <- a", "c <- a", "d <- b c");

        submit("a", "b", "c", "d");
        ran("a", 0, 100);
        ran("b", 100, 500);
        ran("c", 100, 700);
        ran("d", 800, 50);
        RunSummary summary = finish(850, RunResult.SUCCEEDED, pipeline);

        assertThat(summary.criticalPath()).containsExactly(task("a"), task("c"), task("d"));
        assertThat(summary.criticalPathLength()).isEqualTo(Duration.ofMillis(850));
        assertThat(summary.wall()).isEqualTo(Duration.ofMillis(850));
    }

    @Test
    void passes_through_reused_tasks_on_the_critical_path_without_naming_them() {
        Pipeline pipeline = pipeline("a", "b <- a", "c <- b", "lone");

        submit("a", "b", "c", "lone");
        ran("a", 0, 300);
        reused("b", 300, 5_000);
        ran("c", 310, 200);
        ran("lone", 0, 400);
        RunSummary summary = finish(510, RunResult.SUCCEEDED, pipeline);

        assertThat(summary.criticalPath()).containsExactly(task("a"), task("c"));
        assertThat(summary.criticalPathLength()).isEqualTo(Duration.ofMillis(500));
        assertThat(summary.savedByCache()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void has_no_critical_path_when_everything_was_reused() {
        Pipeline pipeline = pipeline("a", "b <- a");

        submit("a", "b");
        reused("a", 1, 300);
        reused("b", 2, 40);
        RunSummary summary = finish(3, RunResult.SUCCEEDED, pipeline);

        assertThat(summary.criticalPath()).isEmpty();
        assertThat(summary.criticalPathLength()).isZero();
        assertThat(summary.savedByCache()).isEqualTo(Duration.ofMillis(340));
        assertThat(summary.savedByParallelism()).isZero();
        assertThat(summary.tasks()).extracting(TaskSummary::state).containsOnly(TaskState.REUSED);
    }

    @Test
    void counts_as_saved_by_parallelism_only_the_time_that_more_than_one_task_ran() {
        Pipeline pipeline = pipeline("a", "b", "c", "late");

        submit("a", "b", "c", "late");
        ran("a", 0, 400); // ......|0    400|
        ran("b", 100, 100); // ......|100 200|, within a
        ran("c", 300, 300); // ..........|300   600|, 100 beside a
        ran("late", 1_000, 50); // after a pause in which nothing ran
        RunSummary summary = finish(1_050, RunResult.SUCCEEDED, pipeline);

        assertThat(summary.savedByParallelism()).isEqualTo(Duration.ofMillis(200));
    }

    @Test
    void saves_nothing_by_parallelism_when_tasks_ran_one_after_the_other() {
        Pipeline pipeline = pipeline("a", "b <- a");

        submit("a", "b");
        ran("a", 0, 100);
        ran("b", 150, 100);
        RunSummary summary = finish(250, RunResult.SUCCEEDED, pipeline);

        assertThat(summary.savedByParallelism()).isZero();
    }

    @Test
    void says_of_each_task_what_became_of_it_and_why() {
        Pipeline pipeline = pipeline("fine", "broken", "after <- broken", "kept");
        SkipReason reason = new SkipReason(SkipReason.Kind.NEED_FAILED, Optional.of(task("broken")));
        Outcome failure = new Outcome(Outcome.Kind.FAILED, 3, "exit code 3; read the log");
        Invalidation because = Invalidation.because(Invalidation.Cause.Kind.FILE_CHANGED, "s/Main.java");

        submit("after", "broken", "fine", "kept");
        at(0, ready("broken"));
        at(1, new RunEvent.TaskMissed(RUN, task("broken"), Optional.of(KEY), because));
        at(2, new RunEvent.AttemptStarted(RUN, task("broken"), 1, "local"));
        at(9, finished("broken", 1, failure, 7, false));
        at(9, new RunEvent.TaskSkipped(RUN, task("after"), reason));
        ran("fine", 10, 5);
        reused("kept", 15, 60);
        RunSummary summary = finish(20, RunResult.FAILED, pipeline);

        assertThat(summary.result()).isEqualTo(RunResult.FAILED);
        assertThat(summary.tasks())
                .extracting(TaskSummary::task)
                .containsExactly(task("after"), task("broken"), task("fine"), task("kept"));
        assertThat(summary.tasks())
                .extracting(TaskSummary::state)
                .containsExactly(TaskState.SKIPPED, TaskState.FAILED, TaskState.SUCCEEDED, TaskState.REUSED);
        assertThat(summary.tasks().get(0).skipped()).contains(reason);
        TaskSummary broken = summary.tasks().get(1);
        assertThat(broken.outcome()).contains(failure);
        assertThat(broken.because()).contains(because);
        assertThat(broken.startedAt()).contains(START.plusMillis(2));
        assertThat(broken.usage().wall()).isEqualTo(Duration.ofMillis(7));
        assertThat(summary.tasks().get(3).saved()).isEqualTo(Duration.ofMillis(60));
    }

    @Test
    void counts_a_run_without_an_end_as_cancelled_after_what_is_known() {
        Pipeline pipeline = pipeline("a", "b <- a", "c");

        submit("a", "b", "c");
        at(5, ready("a"));
        start("c", 7);
        RunSummary summary = RunSummaries.fold(entries, pipeline);

        assertThat(summary.result()).isEqualTo(RunResult.CANCELLED);
        assertThat(summary.wall()).isEqualTo(Duration.ofMillis(7));
        assertThat(summary.tasks())
                .extracting(TaskSummary::state)
                .containsExactly(TaskState.READY, TaskState.WAITING, TaskState.RUNNING);
        assertThat(summary.criticalPath()).isEmpty();
    }

    @Test
    void counts_every_attempt_and_shows_the_last() {
        Pipeline pipeline = pipeline("a", "b");
        Outcome lost = new Outcome(Outcome.Kind.LOST, -1, "its worker is gone; run it again");

        submit("a", "b");
        start("a", 0);
        ran("b", 50, 50);
        at(100, finished("a", 1, lost, 100, true));
        at(100, new RunEvent.AttemptStarted(RUN, task("a"), 2, "local"));
        at(130, finished("a", 2, Outcome.succeeded(), 30, false));
        RunSummary summary = finish(130, RunResult.SUCCEEDED, pipeline);

        assertThat(summary.tasks().get(0).state()).isEqualTo(TaskState.SUCCEEDED);
        assertThat(summary.tasks().get(0).usage().wall()).isEqualTo(Duration.ofMillis(30));
        assertThat(summary.savedByParallelism()).isEqualTo(Duration.ofMillis(50));
    }

    @Test
    void summarises_the_last_of_several_runs_and_passes_over_the_others() {
        Pipeline pipeline = pipeline("a");
        RunId other = new RunId("run-0");
        at(0, new RunEvent.RunSubmitted(other, DIGEST, DIGEST, List.of(task("a")), RunOptions.DEFAULT));
        submit("a");
        at(3, new RunEvent.RunFinished(other, RunResult.FAILED));
        reused("a", 4, 0);
        at(4, new RunEvent.RunFinished(RUN, RunResult.SUCCEEDED));

        RunSummary summary = RunSummaries.fold(entries, pipeline);

        assertThat(summary.run()).isEqualTo(RUN);
        assertThat(summary.result()).isEqualTo(RunResult.SUCCEEDED);
    }

    @Test
    void refuses_entries_in_which_nothing_was_submitted() {
        assertThatThrownBy(() -> RunSummaries.fold(List.of(), pipeline("a")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected: the entries of a run");
    }

    private static TaskAddress task(String name) {
        return new TaskAddress("s", name);
    }

    /** Each text is a task's name, and after {@code <-} the names of what it needs. */
    private static Pipeline pipeline(String... tasks) {
        List<Task> built = new ArrayList<>();
        for (String text : tasks) {
            String[] sides = text.split(" <- ", -1);
            Task.Builder task = Task.builder(task(sides[0])).run("true");
            if (sides.length > 1) task.needs(sides[1].split(" ", -1));
            built.add(task.build());
        }
        return Pipeline.of(built);
    }

    private void submit(String... tasks) {
        List<TaskAddress> addresses = new ArrayList<>();
        for (String name : tasks) addresses.add(task(name));
        at(0, new RunEvent.RunSubmitted(RUN, DIGEST, DIGEST, addresses, RunOptions.DEFAULT));
    }

    private static RunEvent.TaskReady ready(String name) {
        return new RunEvent.TaskReady(RUN, task(name), Optional.empty(), Duration.ZERO);
    }

    private void start(String name, long atMillis) {
        Invalidation because = Invalidation.because(Invalidation.Cause.Kind.NEVER_RAN, "");
        at(atMillis, ready(name));
        at(atMillis, new RunEvent.TaskMissed(RUN, task(name), Optional.of(KEY), because));
        at(atMillis, new RunEvent.AttemptStarted(RUN, task(name), 1, "local"));
    }

    private void ran(String name, long startMillis, long wallMillis) {
        start(name, startMillis);
        at(startMillis + wallMillis, finished(name, 1, Outcome.succeeded(), wallMillis, false));
    }

    private void reused(String name, long atMillis, long savedMillis) {
        at(atMillis, ready(name));
        at(atMillis, new RunEvent.TaskReused(RUN, task(name), KEY, DIGEST, Duration.ofMillis(savedMillis)));
    }

    private RunSummary finish(long atMillis, RunResult result, Pipeline pipeline) {
        at(atMillis, new RunEvent.RunFinished(RUN, result));
        return RunSummaries.fold(entries, pipeline);
    }

    private static RunEvent.AttemptFinished finished(
            String name, int attempt, Outcome outcome, long wallMillis, boolean retried) {
        Usage usage = new Usage(Duration.ofMillis(wallMillis), Duration.ofMillis(wallMillis), 1, 1, 1);
        Optional<Digest> outputs = outcome.isSuccess() ? Optional.of(DIGEST) : Optional.empty();
        return new RunEvent.AttemptFinished(RUN, task(name), attempt, outcome, usage, outputs, true, retried);
    }

    private void at(long millis, Event event) {
        entries.add(new JournalEntry(entries.size() + 1L, START.plusMillis(millis), "someone", "", event));
    }
}

package io.slipway.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.core.cache.ActionKey;
import io.slipway.core.cache.Invalidation;
import io.slipway.core.content.Digest;
import io.slipway.core.pipeline.TaskAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PipelineRunTest {
    private static final RunId RUN = new RunId("run");
    private static final TaskAddress A = TaskAddress.parse("s:a");
    private static final TaskAddress B = TaskAddress.parse("s:b");
    private static final Digest DIGEST = Digest.of(new byte[0]);
    private static final ActionKey KEY = new ActionKey(DIGEST.hash());
    private static final Invalidation BECAUSE = Invalidation.because(Invalidation.Cause.Kind.NEVER_RAN, "");
    private static final Usage USAGE = new Usage(Duration.ofMillis(5), Duration.ofMillis(4), 3, 2, 1);

    private final PipelineRun run =
            new PipelineRun(new RunEvent.RunSubmitted(RUN, DIGEST, DIGEST, List.of(A, B), RunOptions.DEFAULT));

    private static RunEvent ready(TaskAddress task) {
        return new RunEvent.TaskReady(RUN, task, Optional.of(Duration.ofSeconds(2)), Duration.ofSeconds(3));
    }

    private static RunEvent reused(TaskAddress task) {
        return new RunEvent.TaskReused(RUN, task, KEY, DIGEST, Duration.ofSeconds(4));
    }

    private static RunEvent missed(TaskAddress task) {
        return new RunEvent.TaskMissed(RUN, task, Optional.of(KEY), BECAUSE);
    }

    private static RunEvent held(TaskAddress task) {
        return new RunEvent.TaskHeld(
                RUN, task, List.of(new WaitReason(WaitReason.Kind.IN_FLIGHT, "", 0, 0, List.of())));
    }

    private static RunEvent started(TaskAddress task, int attempt) {
        return new RunEvent.AttemptStarted(RUN, task, attempt, "local");
    }

    private static RunEvent finished(TaskAddress task, int attempt, Outcome.Kind kind, boolean retried) {
        Outcome outcome = new Outcome(kind, 0, "");
        Optional<Digest> outputs = outcome.isSuccess() ? Optional.of(DIGEST) : Optional.empty();
        return new RunEvent.AttemptFinished(RUN, task, attempt, outcome, USAGE, outputs, true, retried);
    }

    private static RunEvent skipped(TaskAddress task, SkipReason.Kind kind) {
        return new RunEvent.TaskSkipped(RUN, task, new SkipReason(kind, Optional.empty()));
    }

    private PipelineRun after(RunEvent... events) {
        for (RunEvent event : events) run.apply(event);
        return run;
    }

    private long count(TaskState state) {
        return run.tasks().stream().filter(task -> task.state() == state).count();
    }

    private void refuses(RunEvent event, String... words) {
        String before = run.tasks() + " " + run;
        assertThatThrownBy(() -> run.apply(event))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("run run")
                .hasMessageContaining(event.getClass().getSimpleName())
                .hasMessageContainingAll(words);
        assertThat(run.tasks() + " " + run).isEqualTo(before);
    }

    @Test
    void begins_with_every_task_waiting() {
        assertThat(run.tasks()).extracting(TaskRun::state).containsOnly(TaskState.WAITING);
        assertThat(run.id()).isEqualTo(RUN);
        assertThat(run.pipeline()).isEqualTo(DIGEST);
        assertThat(run.source()).isEqualTo(DIGEST);
        assertThat(run.isComplete()).isFalse();
        assertThat(run.find(TaskAddress.parse("s:zebra"))).isEmpty();
        assertThatThrownBy(() -> run.get(TaskAddress.parse("s:zebra")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("s:zebra");
    }

    @Test
    void a_task_whose_result_was_there_is_reused() {
        TaskRun task = after(ready(A), reused(A)).get(A);

        assertThat(task.state()).isEqualTo(TaskState.REUSED);
        assertThat(task.key()).contains(KEY);
        assertThat(task.outputs()).contains(DIGEST);
        assertThat(task.saved()).isEqualTo(Duration.ofSeconds(4));
        assertThat(task.expected()).contains(Duration.ofSeconds(2));
        assertThat(task.rank()).isEqualTo(Duration.ofSeconds(3));
        assertThat(count(TaskState.REUSED)).isEqualTo(1);
    }

    @Test
    void a_task_that_has_to_run_is_queued_held_started_and_succeeds() {
        TaskRun task = after(ready(A), missed(A), held(A)).get(A);
        assertThat(task.state()).isEqualTo(TaskState.QUEUED);
        assertThat(task.because()).contains(BECAUSE);
        assertThat(task.heldBy()).hasSize(1);

        after(started(A, 1));
        assertThat(task.state()).isEqualTo(TaskState.RUNNING);
        assertThat(task.heldBy()).isEmpty();
        assertThat(task.lastAttempt()).contains(Attempt.started(1, "local"));
        assertThat(count(TaskState.RUNNING)).isEqualTo(1);

        after(finished(A, 1, Outcome.Kind.SUCCEEDED, false));
        assertThat(task.state()).isEqualTo(TaskState.SUCCEEDED);
        assertThat(task.outputs()).contains(DIGEST);
        assertThat(task.attempts())
                .containsExactly(
                        new Attempt(1, "local", Optional.of(Outcome.succeeded()), USAGE, Optional.of(DIGEST), true));
        assertThat(count(TaskState.RUNNING)).isZero();
        assertThat(count(TaskState.SUCCEEDED)).isEqualTo(1);
        assertThat(run.firstFailure()).isEmpty();
    }

    @Test
    void the_first_task_that_fails_is_remembered() {
        after(ready(A), missed(A), started(A, 1), ready(B), missed(B), started(B, 1));

        after(finished(B, 1, Outcome.Kind.TIMED_OUT, false), finished(A, 1, Outcome.Kind.FAILED, false));

        assertThat(count(TaskState.FAILED)).isEqualTo(2);
        assertThat(run.firstFailure()).contains(B);
        assertThat(run.isStopping()).isTrue();
        assertThat(run.isComplete()).isTrue();
    }

    @Test
    void a_failure_does_not_stop_a_run_that_keeps_going() {
        PipelineRun keepsGoing = new PipelineRun(
                new RunEvent.RunSubmitted(RUN, DIGEST, DIGEST, List.of(A), new RunOptions(true, false)));

        keepsGoing.apply(skipped(A, SkipReason.Kind.UNPLACEABLE));

        assertThat(keepsGoing.firstFailure()).contains(A);
        assertThat(keepsGoing.isStopping()).isFalse();
    }

    @Test
    void a_retried_attempt_goes_back_to_the_queue() {
        TaskRun task = after(ready(A), missed(A), started(A, 1), finished(A, 1, Outcome.Kind.LOST, true))
                .get(A);
        assertThat(task.state()).isEqualTo(TaskState.QUEUED);
        assertThat(count(TaskState.FAILED)).isZero();
        assertThat(count(TaskState.RUNNING)).isZero();

        after(started(A, 2), finished(A, 2, Outcome.Kind.SUCCEEDED, false));
        assertThat(task.attempts()).extracting(Attempt::number).containsExactly(1, 2);
        assertThat(count(TaskState.SUCCEEDED)).isEqualTo(1);
    }

    @Test
    void a_skipped_task_says_why() {
        after(skipped(A, SkipReason.Kind.FAIL_FAST));

        assertThat(run.get(A).skipped()).contains(new SkipReason(SkipReason.Kind.FAIL_FAST, Optional.empty()));
        assertThat(count(TaskState.SKIPPED)).isEqualTo(1);
        assertThat(run.firstFailure()).isEmpty();
    }

    @Test
    void ends_when_all_its_tasks_have_ended() {
        after(new RunEvent.RunCancelled(RUN, "enough"));
        assertThat(run.cancelled()).contains("enough");
        assertThat(run.isStopping()).isTrue();
        refuses(new RunEvent.RunFinished(RUN, RunResult.CANCELLED), "not all of its tasks have ended");
        refuses(new RunEvent.RunCancelled(RUN, "again"), "cancelled before");

        after(skipped(A, SkipReason.Kind.CANCELLED), skipped(B, SkipReason.Kind.CANCELLED));
        after(new RunEvent.RunFinished(RUN, RunResult.CANCELLED));

        assertThat(run.result()).contains(RunResult.CANCELLED);
        refuses(new RunEvent.RunFinished(RUN, RunResult.CANCELLED), "the run is finished");
    }

    @Test
    void refuses_what_cannot_happen_to_a_waiting_task() {
        refuses(reused(A), "task s:a", "WAITING");
        refuses(missed(A), "task s:a", "WAITING");
        refuses(held(A), "task s:a", "WAITING");
        refuses(started(A, 1), "task s:a", "WAITING");
        refuses(finished(A, 1, Outcome.Kind.SUCCEEDED, false), "task s:a", "WAITING");
    }

    @Test
    void refuses_what_cannot_happen_to_a_queued_task() {
        after(ready(A), missed(A));

        refuses(ready(A), "QUEUED");
        refuses(missed(A), "QUEUED");
        refuses(reused(A), "QUEUED");
        refuses(started(A, 2), "QUEUED");
        refuses(finished(A, 0, Outcome.Kind.SUCCEEDED, false), "QUEUED");
    }

    @Test
    void refuses_what_cannot_happen_to_a_running_task() {
        after(ready(A), missed(A), started(A, 1));

        refuses(started(A, 2), "RUNNING");
        refuses(held(A), "RUNNING");
        refuses(skipped(A, SkipReason.Kind.CANCELLED), "RUNNING");
        refuses(finished(A, 2, Outcome.Kind.SUCCEEDED, false), "RUNNING");
        refuses(finished(A, 1, Outcome.Kind.SUCCEEDED, true), "RUNNING");
    }

    @Test
    void refuses_anything_more_of_a_task_that_has_ended() {
        after(ready(A), reused(A));

        refuses(skipped(A, SkipReason.Kind.CANCELLED), "REUSED");
        refuses(missed(A), "REUSED");
    }

    @Test
    void refuses_what_is_none_of_its_business() {
        refuses(ready(TaskAddress.parse("s:zebra")), "no such task");
        refuses(new RunEvent.RunSubmitted(RUN, DIGEST, DIGEST, List.of(), RunOptions.DEFAULT), "submitted before");
        RunEvent foreign = new RunEvent.RunCancelled(new RunId("other"), "");
        assertThatThrownBy(() -> run.apply(foreign))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("another run");
    }

    @Test
    void times_are_kept_as_they_are_written_down() {
        Duration precise = Duration.ofNanos(1_999_999);

        assertThat(new Usage(precise, precise, 0, 0, 0).wall()).isEqualTo(Duration.ofMillis(1));
        assertThat(new RunEvent.TaskReady(RUN, A, Optional.of(precise), precise).rank())
                .isEqualTo(Duration.ofMillis(1));
        assertThat(new RunEvent.TaskReused(RUN, A, KEY, DIGEST, precise).saved())
                .isEqualTo(Duration.ofMillis(1));
    }
}

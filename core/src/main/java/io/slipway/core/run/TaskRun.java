package io.slipway.core.run;

import io.slipway.core.cache.ActionKey;
import io.slipway.core.cache.Invalidation;
import io.slipway.core.content.Digest;
import io.slipway.core.pipeline.TaskAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What became of one task in one run. Moved only by the {@link PipelineRun} it belongs to, event by event; confined to
 * that run's thread.
 */
public final class TaskRun {
    private final TaskAddress task;
    private TaskState state = TaskState.WAITING;
    private Optional<Duration> expected = Optional.empty();
    private Duration rank = Duration.ZERO;
    private Optional<ActionKey> key = Optional.empty();
    private Optional<Invalidation> because = Optional.empty();
    private Optional<Digest> outputs = Optional.empty();
    private Duration saved = Duration.ZERO;
    private List<WaitReason> heldBy = List.of();
    private Optional<RunEvent.TaskSetAside> aside = Optional.empty();
    private Optional<String> approvedBy = Optional.empty();
    private Optional<SkipReason> skipped = Optional.empty();
    private List<Attempt> attempts = List.of();
    private List<RunEvent.AttemptPreempted> preemptions = List.of();
    private boolean exited;

    TaskRun(TaskAddress task) {
        this.task = task;
    }

    public TaskAddress task() {
        return task;
    }

    public TaskState state() {
        return state;
    }

    /** How long it was thought to run when it became ready. */
    public Optional<Duration> expected() {
        return expected;
    }

    /** How long from its start until everything after it is done, as it was thought when it became ready. */
    public Duration rank() {
        return rank;
    }

    /** Known after its look-up; absent for a task that is never reused. */
    public Optional<ActionKey> key() {
        return key;
    }

    /** Why it had to run. */
    public Optional<Invalidation> because() {
        return because;
    }

    /** Digest of the output tree, once it is reused or has succeeded. */
    public Optional<Digest> outputs() {
        return outputs;
    }

    /** How long it took when its reused result was made. */
    public Duration saved() {
        return saved;
    }

    /** What it was last seen waiting for; empty once it goes on. */
    public List<WaitReason> heldBy() {
        return heldBy;
    }

    /** Why it is not to start for now, and until when; absent while it may. */
    public Optional<RunEvent.TaskSetAside> aside() {
        return aside;
    }

    /** Who agreed that it starts; absent while nobody has. */
    public Optional<String> approvedBy() {
        return approvedBy;
    }

    /** Why it did not run. */
    public Optional<SkipReason> skipped() {
        return skipped;
    }

    /** First to last; the last may still be running. */
    public List<Attempt> attempts() {
        return Collections.unmodifiableList(attempts);
    }

    public Optional<Attempt> lastAttempt() {
        return attempts.isEmpty() ? Optional.empty() : Optional.of(attempts.get(attempts.size() - 1));
    }

    /** How often it had to make room for another task, and for which; the last one may still be ending. */
    public List<RunEvent.AttemptPreempted> preemptions() {
        return Collections.unmodifiableList(preemptions);
    }

    /** Whether the attempt that is under way was asked to end to make room for another task. */
    public boolean isMakingRoom() {
        return state == TaskState.RUNNING
                && !preemptions.isEmpty()
                && preemptions.get(preemptions.size() - 1).attempt() == attempts.size();
    }

    /** Whether the processes of its running attempt have ended, so that it takes no room any more. */
    public boolean hasExited() {
        return exited;
    }

    boolean isUnstarted() {
        return state == TaskState.WAITING || state == TaskState.READY || state == TaskState.QUEUED;
    }

    void ready(RunEvent.TaskReady event) {
        require(state == TaskState.WAITING, event);
        expected = event.expected();
        rank = event.rank();
        state = TaskState.READY;
    }

    void reused(RunEvent.TaskReused event) {
        require(state == TaskState.READY, event);
        key = Optional.of(event.key());
        outputs = Optional.of(event.outputs());
        saved = event.saved();
        heldBy = List.of();
        state = TaskState.REUSED;
    }

    void missed(RunEvent.TaskMissed event) {
        require(state == TaskState.READY, event);
        key = event.key();
        because = Optional.of(event.because());
        heldBy = List.of();
        state = TaskState.QUEUED;
    }

    void held(RunEvent.TaskHeld event) {
        require(state == TaskState.READY || (state == TaskState.QUEUED && aside.isEmpty()), event);
        heldBy = List.copyOf(event.reasons());
    }

    void started(RunEvent.AttemptStarted event) {
        require(state == TaskState.QUEUED && aside.isEmpty() && event.attempt() == attempts.size() + 1, event);
        if (attempts.isEmpty()) attempts = new ArrayList<>(1);
        attempts.add(Attempt.started(event.attempt(), event.agent()));
        heldBy = List.of();
        state = TaskState.RUNNING;
    }

    void preempted(RunEvent.AttemptPreempted event) {
        require(state == TaskState.RUNNING && event.attempt() == attempts.size() && !isMakingRoom(), event);
        if (preemptions.isEmpty()) preemptions = new ArrayList<>(1);
        preemptions.add(event);
    }

    void exited(RunEvent.AttemptExited event) {
        require(state == TaskState.RUNNING && event.attempt() == attempts.size() && !exited, event);
        exited = true;
    }

    void overdue(RunEvent.AttemptOverdue event) {
        require(state == TaskState.RUNNING && event.attempt() == attempts.size() && !exited, event);
    }

    void resized(RunEvent.TaskResized event) {
        require(state == TaskState.QUEUED && aside.isEmpty(), event);
    }

    void finished(RunEvent.AttemptFinished event) {
        require(state == TaskState.RUNNING && event.attempt() == attempts.size(), event);
        require(!event.retried() || !event.outcome().isSuccess(), event);
        exited = false;
        int last = attempts.size() - 1;
        attempts.set(last, attempts.get(last).finished(event));
        if (event.retried()) {
            state = TaskState.QUEUED;
        } else if (event.outcome().isSuccess()) {
            outputs = event.outputs();
            state = TaskState.SUCCEEDED;
        } else {
            state = TaskState.FAILED;
        }
    }

    void promised(RunEvent.TaskPromised event) {
        require(state == TaskState.QUEUED && aside.isEmpty(), event);
    }

    void setAside(RunEvent.TaskSetAside event) {
        require(state == TaskState.QUEUED && aside.isEmpty(), event);
        aside = Optional.of(event);
        heldBy = List.of();
    }

    void approved(RunEvent.TaskApproved event) {
        require(isUnstarted() && approvedBy.isEmpty(), event);
        approvedBy = Optional.of(event.by());
    }

    void takenUp(RunEvent.TaskTakenUp event) {
        require(aside.isPresent(), event);
        aside = Optional.empty();
    }

    void givenUp(RunEvent.TaskGivenUp event) {
        require(aside.isPresent(), event);
        aside = Optional.empty();
        state = TaskState.FAILED;
    }

    void deadLettered(RunEvent.TaskDeadLettered event) {
        require(state == TaskState.FAILED, event);
    }

    void skipped(RunEvent.TaskSkipped event) {
        require(isUnstarted(), event);
        aside = Optional.empty();
        skipped = Optional.of(event.reason());
        heldBy = List.of();
        state = TaskState.SKIPPED;
    }

    private void require(boolean legal, RunEvent event) {
        if (legal) return;
        throw new IllegalStateException("run " + event.run() + ", task " + task + ": " + event
                + " cannot happen to a task that is " + state + " with " + attempts.size()
                + " attempts; the journal it comes from is damaged or was written by another version");
    }

    @Override
    public String toString() {
        return task + " " + state;
    }
}

package io.slipway.core.run;

import io.slipway.core.content.Digest;
import io.slipway.core.pipeline.TaskAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What happened after somebody asked for tasks of a pipeline: the fold of the run's events.
 *
 * <p>Changes only by {@link #apply}, which refuses what cannot happen, so a state that could not come about cannot be
 * read from a damaged journal either. Every event and every count is O(1). Confined to one thread.
 */
public final class PipelineRun {
    private final RunEvent.RunSubmitted submitted;
    private final Set<TaskAddress> mayFail;
    private final Map<TaskAddress, TaskRun> byAddress;
    private final List<TaskRun> tasks;
    private final Applying applying = new Applying();
    private Optional<TaskAddress> firstFailure = Optional.empty();
    private Optional<String> cancelled = Optional.empty();
    private Optional<RunResult> result = Optional.empty();
    private int priority;
    private int ended;

    /** A run of which only its submission is known. */
    public PipelineRun(RunEvent.RunSubmitted submitted) {
        this.submitted = submitted;
        this.mayFail = Set.copyOf(submitted.mayFail());
        this.priority = submitted.options().priority();
        this.byAddress = new HashMap<>(submitted.tasks().size() * 2);
        List<TaskRun> all = new ArrayList<>(submitted.tasks().size());
        for (TaskAddress address : submitted.tasks()) {
            TaskRun task = new TaskRun(address);
            all.add(task);
            byAddress.put(address, task);
        }
        this.tasks = Collections.unmodifiableList(all);
    }

    public RunId id() {
        return submitted.run();
    }

    /** Digest of the encoded pipeline. */
    public Digest pipeline() {
        return submitted.pipeline();
    }

    /** Digest of the source tree. */
    public Digest source() {
        return submitted.source();
    }

    public RunOptions options() {
        return submitted.options();
    }

    /** Higher comes first among the runs of its tenant; as it was submitted, until somebody gave it another. */
    public int priority() {
        return priority;
    }

    /** Every selected task, in the order of {@link RunEvent.RunSubmitted}. */
    public List<TaskRun> tasks() {
        return tasks;
    }

    public Optional<TaskRun> find(TaskAddress task) {
        return Optional.ofNullable(byAddress.get(task));
    }

    /**
     * @throws IllegalArgumentException when the task is not in this run
     */
    public TaskRun get(TaskAddress task) {
        TaskRun found = byAddress.get(task);
        if (found == null) {
            throw new IllegalArgumentException("task: " + task + " (expected: one of run " + id() + ")");
        }
        return found;
    }

    /** Whether nothing more will happen to any task. */
    public boolean isComplete() {
        return ended == tasks.size();
    }

    /** The first task that failed and must not, or that no agent can run; what makes the run a failure. */
    public Optional<TaskAddress> firstFailure() {
        return firstFailure;
    }

    /** Why somebody asked to end it. */
    public Optional<String> cancelled() {
        return cancelled;
    }

    /** Whether no task starts any more, apart from those that always run. */
    public boolean isStopping() {
        return cancelled.isPresent() || (firstFailure.isPresent() && !options().keepGoing());
    }

    /** Absent until it is finished. */
    public Optional<RunResult> result() {
        return result;
    }

    public boolean isFinished() {
        return result.isPresent();
    }

    /**
     * Moves the run on.
     *
     * @throws IllegalStateException when that cannot happen to the run as it is, naming run, task, state and event; the
     *     run is then as it was
     */
    public void apply(RunEvent event) {
        if (!event.run().equals(id())) throw impossible(event, "it belongs to another run");
        if (isFinished()) {
            if (!isAboutThePast(event)) throw impossible(event, "the run is finished");
            return;
        }
        event.accept(applying);
    }

    /** What is done with a run that is over, without changing what came of it. */
    private static boolean isAboutThePast(RunEvent event) {
        return event instanceof RunEvent.DeadLetterReplayed || event instanceof RunEvent.RunForgotten;
    }

    private TaskRun target(RunEvent event, TaskAddress address) {
        TaskRun task = byAddress.get(address);
        if (task == null) throw impossible(event, "the run has no such task");
        return task;
    }

    private IllegalStateException impossible(RunEvent event, String why) {
        return new IllegalStateException("run " + id() + ": " + event + " cannot happen, because " + why
                + "; the journal it comes from is damaged or was written by another version");
    }

    private void failedFirst(TaskAddress task) {
        if (firstFailure.isEmpty() && !mayFail.contains(task)) firstFailure = Optional.of(task);
    }

    @Override
    public String toString() {
        return "PipelineRun[" + id() + ", " + ended + "/" + tasks.size() + " ended]";
    }

    private final class Applying implements RunEvent.Visitor {
        @Override
        public void visit(RunEvent.RunSubmitted event) {
            throw impossible(event, "it was submitted before");
        }

        @Override
        public void visit(RunEvent.TaskReady event) {
            target(event, event.task()).ready(event);
        }

        @Override
        public void visit(RunEvent.TaskReused event) {
            target(event, event.task()).reused(event);
            ended++;
        }

        @Override
        public void visit(RunEvent.TaskMissed event) {
            target(event, event.task()).missed(event);
        }

        @Override
        public void visit(RunEvent.TaskHeld event) {
            target(event, event.task()).held(event);
        }

        @Override
        public void visit(RunEvent.TaskPromised event) {
            target(event, event.task()).promised(event);
        }

        @Override
        public void visit(RunEvent.RunPrioritised event) {
            priority = event.priority();
        }

        @Override
        public void visit(RunEvent.AttemptStarted event) {
            target(event, event.task()).started(event);
        }

        @Override
        public void visit(RunEvent.AttemptPreempted event) {
            target(event, event.task()).preempted(event);
        }

        @Override
        public void visit(RunEvent.AttemptExited event) {
            target(event, event.task()).exited(event);
        }

        @Override
        public void visit(RunEvent.AttemptOverdue event) {
            target(event, event.task()).overdue(event);
        }

        @Override
        public void visit(RunEvent.TaskResized event) {
            target(event, event.task()).resized(event);
        }

        @Override
        public void visit(RunEvent.AttemptFinished event) {
            target(event, event.task()).finished(event);
            if (event.retried()) return;
            ended++;
            if (!event.outcome().isSuccess()) failedFirst(event.task());
        }

        @Override
        public void visit(RunEvent.TaskSetAside event) {
            target(event, event.task()).setAside(event);
        }

        @Override
        public void visit(RunEvent.TaskApproved event) {
            target(event, event.task()).approved(event);
        }

        @Override
        public void visit(RunEvent.TaskTakenUp event) {
            target(event, event.task()).takenUp(event);
        }

        @Override
        public void visit(RunEvent.TaskGivenUp event) {
            target(event, event.task()).givenUp(event);
            ended++;
            failedFirst(event.task());
        }

        @Override
        public void visit(RunEvent.TaskDeadLettered event) {
            target(event, event.task()).deadLettered(event);
        }

        @Override
        public void visit(RunEvent.DeadLetterReplayed event) {
            target(event, event.task());
        }

        @Override
        public void visit(RunEvent.TaskSkipped event) {
            target(event, event.task()).skipped(event);
            ended++;
            if (event.reason().kind().isFailure()) failedFirst(event.task());
        }

        @Override
        public void visit(RunEvent.RunCancelled event) {
            if (cancelled.isPresent()) throw impossible(event, "it was cancelled before");
            cancelled = Optional.of(event.reason());
        }

        @Override
        public void visit(RunEvent.RunFinished event) {
            if (!isComplete()) throw impossible(event, "not all of its tasks have ended");
            result = Optional.of(event.result());
        }

        @Override
        public void visit(RunEvent.RunForgotten event) {
            throw impossible(event, "the run is not finished");
        }
    }
}

package io.slipway.core.run;

import io.slipway.core.cache.ActionKey;
import io.slipway.core.cache.Invalidation;
import io.slipway.core.content.Digest;
import io.slipway.core.pipeline.TaskAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Something that happened to one run. Times are kept in whole milliseconds, as they are written down. */
public sealed interface RunEvent extends Event {
    RunId run();

    void accept(Visitor visitor);

    @Override
    default void accept(Event.Visitor visitor) {
        accept((Visitor) visitor);
    }

    /**
     * Somebody asked for tasks of a pipeline.
     *
     * @param pipeline digest of the encoded pipeline, under which it is kept
     * @param source digest of the source tree
     * @param tasks what was selected, with all it needs, sorted
     * @param mayFail those of them whose failure does not make the run one
     */
    record RunSubmitted(
            RunId run,
            Digest pipeline,
            Digest source,
            List<TaskAddress> tasks,
            RunOptions options,
            List<TaskAddress> mayFail)
            implements RunEvent {
        public RunSubmitted {
            tasks = List.copyOf(tasks);
            mayFail = List.copyOf(mayFail);
        }

        /** Of tasks that must all succeed. */
        public RunSubmitted(RunId run, Digest pipeline, Digest source, List<TaskAddress> tasks, RunOptions options) {
            this(run, pipeline, source, tasks, options, List.of());
        }

        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /**
     * Everything a task needs is done.
     *
     * @param expected how long it is thought to run; absent when it was never seen
     * @param rank how long from its start until everything after it is done, as far as known: longest first
     */
    record TaskReady(RunId run, TaskAddress task, Optional<Duration> expected, Duration rank) implements RunEvent {
        public TaskReady {
            if (expected.isPresent()) expected = Optional.of(expected.get().truncatedTo(ChronoUnit.MILLIS));
            rank = rank.truncatedTo(ChronoUnit.MILLIS);
        }

        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /**
     * Its result was there.
     *
     * @param outputs digest of the output tree
     * @param saved how long it took when it ran
     */
    record TaskReused(RunId run, TaskAddress task, ActionKey key, Digest outputs, Duration saved) implements RunEvent {
        public TaskReused {
            saved = saved.truncatedTo(ChronoUnit.MILLIS);
        }

        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /**
     * It has to run.
     *
     * @param key absent for a task that is never reused
     */
    record TaskMissed(RunId run, TaskAddress task, Optional<ActionKey> key, Invalidation because) implements RunEvent {
        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /** Looked at and not started, for a reason other than the last one written down. */
    record TaskHeld(RunId run, TaskAddress task, List<WaitReason> reasons) implements RunEvent {
        public TaskHeld {
            reasons = List.copyOf(reasons);
        }

        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /** It was passed over often enough: what it lacks is left to it on this agent. */
    record TaskPromised(RunId run, TaskAddress task, String agent) implements RunEvent {
        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /** Somebody gave the run another priority. */
    record RunPrioritised(RunId run, int priority) implements RunEvent {
        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /**
     * An attempt is given to an agent.
     *
     * @param overdueAfter if it is under way for longer, it is longer than 99 in 100 of its like; absent when too few of
     *     those were seen
     */
    record AttemptStarted(RunId run, TaskAddress task, int attempt, String agent, Optional<Duration> overdueAfter)
            implements RunEvent {
        public AttemptStarted {
            if (overdueAfter.isPresent())
                overdueAfter = Optional.of(overdueAfter.get().truncatedTo(ChronoUnit.MILLIS));
        }

        /** One of which nobody knows what is too long. */
        public AttemptStarted(RunId run, TaskAddress task, int attempt, String agent) {
            this(run, task, attempt, agent, Optional.empty());
        }

        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /**
     * The attempt is asked to end, so that another task gets its place; it is not held against the task, which is tried
     * again.
     *
     * @param byRun run of the task that gets the place
     * @param by the task that gets it
     * @param why for a person
     */
    record AttemptPreempted(RunId run, TaskAddress task, int attempt, RunId byRun, TaskAddress by, String why)
            implements RunEvent {
        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /**
     * The processes of an attempt have ended well, and what it made is being kept: it takes no room on its agent any more.
     * Said only where somebody waits for room.
     */
    record AttemptExited(RunId run, TaskAddress task, int attempt) implements RunEvent {
        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /**
     * The attempt is under way for longer than 99 in 100 of its like, and goes on. Said once.
     *
     * @param usual so long it was at most to be
     */
    record AttemptOverdue(RunId run, TaskAddress task, int attempt, Duration usual) implements RunEvent {
        public AttemptOverdue {
            usual = usual.truncatedTo(ChronoUnit.MILLIS);
        }

        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /**
     * An attempt ended.
     *
     * @param outputs digest of the output tree; absent unless it succeeded
     * @param stored whether the result was kept for reuse
     * @param retried whether the task goes back to the queue for another attempt
     */
    record AttemptFinished(
            RunId run,
            TaskAddress task,
            int attempt,
            Outcome outcome,
            Usage usage,
            Optional<Digest> outputs,
            boolean stored,
            boolean retried)
            implements RunEvent {
        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /**
     * The next attempt at a queued task asks for more memory, as the last one had too little.
     *
     * @param memoryBytes what it asks for from now on, and the most it may use
     * @param why for a person
     */
    record TaskResized(RunId run, TaskAddress task, long memoryBytes, String why) implements RunEvent {
        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /**
     * A queued task is not to start for now.
     *
     * @param until when it goes back to the queue; absent when a person has to say so
     * @param why for a person; ends with what to do next
     */
    record TaskSetAside(RunId run, TaskAddress task, Optional<Instant> until, String why) implements RunEvent {
        public TaskSetAside {
            if (until.isPresent()) until = Optional.of(until.get().truncatedTo(ChronoUnit.MILLIS));
        }

        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /**
     * Somebody agreed that a task starts, which asks for that.
     *
     * @param by who
     */
    record TaskApproved(RunId run, TaskAddress task, String by) implements RunEvent {
        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /** A task that was set aside goes back to the queue. */
    record TaskTakenUp(RunId run, TaskAddress task) implements RunEvent {
        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /** A task that was set aside has failed: a person said so. */
    record TaskGivenUp(RunId run, TaskAddress task, String reason) implements RunEvent {
        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /** A task was tried as often as it may be, and failed each time. It can be replayed. */
    record TaskDeadLettered(RunId run, TaskAddress task) implements RunEvent {
        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /**
     * Somebody took a task from the dead letters to have it tried in a new run.
     *
     * @param as the new run
     */
    record DeadLetterReplayed(RunId run, TaskAddress task, RunId as) implements RunEvent {
        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /** It will not run in this run. */
    record TaskSkipped(RunId run, TaskAddress task, SkipReason reason) implements RunEvent {
        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /** Somebody asked to end the run. */
    record RunCancelled(RunId run, String reason) implements RunEvent {
        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /** Nothing more will happen. */
    record RunFinished(RunId run, RunResult result) implements RunEvent {
        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /** The finished run is no longer kept in mind; what was written down of it stays. */
    record RunForgotten(RunId run) implements RunEvent {
        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /** One method for each kind of event of a run. */
    interface Visitor {
        void visit(RunSubmitted event);

        void visit(TaskReady event);

        void visit(TaskReused event);

        void visit(TaskMissed event);

        void visit(TaskHeld event);

        void visit(TaskPromised event);

        void visit(RunPrioritised event);

        void visit(AttemptStarted event);

        void visit(AttemptPreempted event);

        void visit(AttemptExited event);

        void visit(AttemptOverdue event);

        void visit(TaskResized event);

        void visit(AttemptFinished event);

        void visit(TaskSetAside event);

        void visit(TaskApproved event);

        void visit(TaskTakenUp event);

        void visit(TaskGivenUp event);

        void visit(TaskDeadLettered event);

        void visit(DeadLetterReplayed event);

        void visit(TaskSkipped event);

        void visit(RunCancelled event);

        void visit(RunFinished event);

        void visit(RunForgotten event);
    }
}

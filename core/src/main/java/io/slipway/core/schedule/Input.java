package io.slipway.core.schedule;

import static java.util.Objects.requireNonNull;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.Booking;
import io.slipway.core.agent.Vitals;
import io.slipway.core.cache.ActionKey;
import io.slipway.core.cache.Invalidation;
import io.slipway.core.content.Digest;
import io.slipway.core.fairshare.Share;
import io.slipway.core.fairshare.Tenant;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.LimitScope;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.RunId;
import io.slipway.core.run.RunOptions;
import io.slipway.core.run.Usage;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the scheduler is told. Nothing else moves it. */
public sealed interface Input {
    /** Calls the method of {@code visitor} that is for this kind of input. */
    void accept(Visitor visitor);

    /**
     * Run these tasks of this pipeline, with all they need.
     *
     * @param pipelineDigest under which the encoded pipeline is kept
     * @param tasks selected tasks; what they need comes with them
     */
    record Submit(
            RunId run,
            Pipeline pipeline,
            Digest pipelineDigest,
            Digest source,
            List<TaskAddress> tasks,
            RunOptions options)
            implements Input {
        /**
         * @throws IllegalArgumentException when the pipeline has no such task
         */
        public Submit {
            tasks = List.copyOf(tasks);
            for (TaskAddress task : tasks) pipeline.get(task);
        }

        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /** An agent offers itself, and is believed to be there until somebody says otherwise. */
    record Register(Agent agent) implements Input {
        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /**
     * An agent says that it is there. The first one registers it; from then on it is believed for the length of a lease
     * after each, and what ran there is lost when it falls silent. One that changes no decision is no event.
     *
     * @param running what it is running; what it should not is stopped, and it gets nothing new until that has ended
     * @param vitals what it says of itself: weighs when agents are compared, and teaches limits
     */
    record Heartbeat(Agent agent, List<RunningAttempt> running, Vitals vitals) implements Input {
        public Heartbeat {
            running = List.copyOf(running);
        }

        /** It says nothing of itself. */
        public Heartbeat(Agent agent, List<RunningAttempt> running) {
            this(agent, running, Vitals.NONE);
        }

        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /** One attempt, as the agent that runs it knows it. */
    record RunningAttempt(RunId run, TaskAddress task, int attempt) {
        // Written out, as every heartbeat compares all that its agent runs.
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof RunningAttempt running
                    && attempt == running.attempt
                    && task.equals(running.task)
                    && run.equals(running.run);
        }

        @Override
        public int hashCode() {
            return 31 * (31 * run.hashCode() + task.hashCode()) + attempt;
        }
    }

    /**
     * It is {@code now}: what falls due by time is decided. When that is earlier than
     * before, time goes on more slowly until the clock has caught up. Should
     * come at least at every {@link Scheduler#nextDue}; a large gap between two is taken for a sleep of this process
     * or a jump of its clock, not for the silence of all agents.
     */
    record Tick(Instant now) implements Input {
        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /** Somebody asks that the agent gets nothing new; what runs there goes on. */
    record Cordon(String agent, String reason) implements Input {
        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /** The agent may be given work again: takes back {@link Cordon}, {@link Drain} and a suspicion. */
    record Uncordon(String agent) implements Input {
        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /** The agent gets nothing new, and leaves when what runs there has ended. */
    record Drain(String agent, String reason) implements Input {
        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /** Answer to {@link Effect.Resolve}: the result was there and is in place. */
    record Hit(RunId run, TaskAddress task, ActionKey key, Digest outputs, Duration saved) implements Input {
        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /** Answer to {@link Effect.Resolve}: it has to run. */
    record Miss(RunId run, TaskAddress task, Optional<ActionKey> key, Invalidation because) implements Input {
        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /**
     * The processes of an attempt have ended well; what it made is still to be kept, and its {@link Report} follows. Until
     * then others may have its room, unless it holds locks, which may be about what it made. Need not be said.
     */
    record Exited(RunId run, TaskAddress task, int attempt) implements Input {
        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /** Answer to {@link Effect.Dispatch}: the attempt ended. */
    record Report(
            RunId run,
            TaskAddress task,
            int attempt,
            Outcome outcome,
            Usage usage,
            Optional<Digest> outputs,
            boolean stored)
            implements Input {
        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /** Somebody asks that a task that is queued or waits for a retry does not start until {@link Approve}. */
    record Hold(RunId run, TaskAddress task, String reason) implements Input {
        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /**
     * Somebody says that a task that was set aside may start now, be it held, left to a person, or waiting for a retry; and
     * of one that asks for approval, also before it comes to that, that it may start then.
     *
     * @param by who says so, if the task says who may; empty for whoever is above that
     */
    record Approve(RunId run, TaskAddress task, String by) implements Input {
        public Approve {
            requireNonNull(by, "by");
        }

        /** Said by whoever is above what the task says. */
        public Approve(RunId run, TaskAddress task) {
            this(run, task, "");
        }

        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /** Somebody says that a task that was set aside is not to start: it has failed. */
    record Reject(RunId run, TaskAddress task, String reason) implements Input {
        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /** Have a dead letter tried anew: it, what it needs, and what was skipped because of it, in a run of its own. */
    record Replay(RunId run, TaskAddress task, RunId as) implements Input {
        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /** Somebody wants an agent for themselves. The same booking again changes nothing. */
    record Book(Booking booking) implements Input {
        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /** The holder of a granted booking needs it until then; earlier than now agreed changes nothing. */
    record ExtendBooking(String id, Instant until) implements Input {
        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /** The holder of a booking does not need it any more, or no longer waits for it. */
    record ReleaseBooking(String id) implements Input {
        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /** Somebody gives the run another priority; above 0 it may use what is kept for urgent work. */
    record Prioritise(RunId run, int priority) implements Input {
        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /**
     * Somebody says how much may run at a time. What runs goes on.
     *
     * @param name id of the agent, or {@link #EVERY_AGENT}; name of the throttle class; for a pool the label its agents
     *     have, as {@code os=linux}
     * @param value how much may run, or where learning begins
     * @param ceiling how far the value may go by what is learnt from how tasks go; 0 when it stays as it is set
     */
    record SetLimit(LimitScope scope, String name, int value, int ceiling) implements Input {
        /** Stands for each agent that has no limit of its own, also those that come later. */
        public static final String EVERY_AGENT = "*";

        /** A limit that stays as it is set. */
        public SetLimit(LimitScope scope, String name, int value) {
            this(scope, name, value, 0);
        }

        /**
         * @throws IllegalArgumentException when the value lets nothing run or is above the ceiling, or the name is not one
         *     of that scope
         */
        public SetLimit {
            if (value < 1) throw new IllegalArgumentException("value: " + value + " (expected: >= 1)");
            if (ceiling != 0 && ceiling < value)
                throw new IllegalArgumentException("ceiling: " + ceiling + " (expected: 0, or at least the value)");
            if (scope == LimitScope.POOL) Pool.of(name);
        }

        boolean isForEveryAgent() {
            return scope == LimitScope.AGENT && name.equals(EVERY_AGENT);
        }

        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /**
     * Somebody says what a tenant is entitled to. Resources are named {@code cpu} (thousandths of one), {@code memory} and
     * {@code disk} (bytes), and {@code count gpu} for pieces of {@code gpu}.
     */
    record SetShare(Tenant tenant, Share share) implements Input {
        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /**
     * Somebody says whether running tasks may be ended on the agents of a pool to make room: for tasks of higher priority,
     * and for those of tenants that are guaranteed what others borrow. Nowhere until it is allowed.
     *
     * @param pool the label its agents have, as {@code os=linux}
     * @param patience room that is thought to come by itself within this time is waited for; of several pools the longest
     *     counts
     */
    record SetPreemption(String pool, boolean allowed, Duration patience) implements Input {
        public SetPreemption {
            Pool.of(pool);
            if (patience.isNegative())
                throw new IllegalArgumentException("patience: " + patience + " (expected: >= 0)");
            patience = patience.truncatedTo(ChronoUnit.MILLIS);
        }

        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /** The finished run need not be kept in mind any more; its name counts as new from now on. */
    record Forget(RunId run) implements Input {
        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /**
     * End the run: nothing new starts, running attempts are stopped.
     *
     * @param sparesDeploys whether what changes the world outside may come to its end
     */
    record Cancel(RunId run, String reason, boolean sparesDeploys) implements Input {
        /** Stops all that runs. */
        public Cancel(RunId run, String reason) {
            this(run, reason, false);
        }

        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /**
     * The state was folded from a journal: decide what was not decided before the writer died, and do again what may not
     * have been done. Comes before any other input. Attempts whose runner died with the writer are reported
     * {@link Outcome.Kind#LOST} afterwards.
     */
    record Resume() implements Input {
        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /** One method for each kind of input. */
    interface Visitor {
        void visit(Submit input);

        void visit(Register input);

        void visit(Heartbeat input);

        void visit(Tick input);

        void visit(Cordon input);

        void visit(Uncordon input);

        void visit(Drain input);

        void visit(Hit input);

        void visit(Miss input);

        void visit(Exited input);

        void visit(Report input);

        void visit(Cancel input);

        void visit(Hold input);

        void visit(Approve input);

        void visit(Reject input);

        void visit(Replay input);

        void visit(Prioritise input);

        void visit(SetLimit input);

        void visit(SetShare input);

        void visit(SetPreemption input);

        void visit(Book input);

        void visit(ExtendBooking input);

        void visit(ReleaseBooking input);

        void visit(Forget input);

        void visit(Resume input);
    }
}

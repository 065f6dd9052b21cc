package io.slipway.core.schedule;

import io.slipway.core.pipeline.Conditions;
import io.slipway.core.plan.Durations;
import io.slipway.core.run.RunId;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * Decides what happens next. A step takes one input, moves the state by the events it leads to, and says what to do.
 *
 * <p>Pure and deterministic: no clock, no chance, no threads; the same state and inputs lead to the same events, and
 * whatever ranks equally goes by address. Immutable itself; {@link #step} is called by whoever owns the state.
 *
 * <p>A task becomes ready when all it needs is done. Its result is looked up; when that misses it is queued, and starts
 * once it is its turn among the tenants, an agent has room for it, and its locks and throttle classes are free ({@link
 * TaskQueue} says how waiting stays fair). Equal work in flight is done once: a task whose key another is working on waits
 * for that one's end and is looked up again. Every time that happens one of them has come to an end, so it ends.
 *
 * <p>An agent with a lease that falls silent is lost, and what ran there is tried elsewhere, left to a person or given up,
 * as the task says. What fails is tried again as its task says; after the last time it is a dead letter. Agents can be
 * cordoned, drained, limited, and booked by somebody for themselves.
 *
 * <p>An input costs O(log n) for each event it leads to, and a comparison of numbers for each {@link Shape} that fits
 * nowhere: nothing is gone through task by task or agent by agent, but when an agent is picked that is kept free for a task
 * or a booking.
 */
public final class Scheduler {
    private final Function<RunId, Durations> durations;
    private final Limits limits;
    private final Conditions conditions;

    /** One for which every condition holds. */
    public Scheduler(Durations durations, Limits limits) {
        this(durations, limits, Conditions.ALL_HOLD);
    }

    public Scheduler(Durations durations, Limits limits, Conditions conditions) {
        this(limits, conditions, run -> durations);
    }

    private Scheduler(Limits limits, Conditions conditions, Function<RunId, Durations> durations) {
        this.limits = limits;
        this.conditions = conditions;
        this.durations = durations;
    }

    /**
     * One for runs of different pipelines, whose tasks may have the same addresses.
     *
     * @param durations of the tasks of a run
     */
    public static Scheduler ofMany(Function<RunId, Durations> durations, Limits limits, Conditions conditions) {
        return new Scheduler(limits, conditions, durations);
    }

    /**
     * Moves {@code state} on. An input that comes too late, twice, or for something unknown changes nothing and gives an
     * empty step.
     */
    public Step step(SchedulerState state, Input input) {
        if (input instanceof Input.Heartbeat heartbeat && FleetLife.isNothingNew(heartbeat, state, limits))
            return Step.NOTHING;
        return new Taking(durations, limits, conditions, state).take(input);
    }

    /** When something may fall due by time alone: until then no {@link Input.Tick} is needed. */
    public Optional<Instant> nextDue(SchedulerState state) {
        Optional<Instant> lease = state.leases().nextDue(limits.lease());
        Optional<Instant> other = state.nextDue();
        if (lease.isEmpty() || other.isEmpty()) return lease.isPresent() ? lease : other;
        return lease.get().isAfter(other.get()) ? other : lease;
    }
}

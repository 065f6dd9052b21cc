package io.slipway.core.simulate;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.AgentState;
import io.slipway.core.cache.ActionKey;
import io.slipway.core.cache.Invalidation;
import io.slipway.core.content.Digest;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.Task;
import io.slipway.core.run.Event;
import io.slipway.core.run.FleetEvent;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunId;
import io.slipway.core.schedule.Effect;
import io.slipway.core.schedule.Input;
import io.slipway.core.schedule.Limits;
import io.slipway.core.schedule.Scheduler;
import io.slipway.core.schedule.SchedulerState;
import io.slipway.core.schedule.Step;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The real scheduler, run forward in virtual time: a day of a farm passes in minutes, and what is learnt from it holds
 * for the scheduler, because it is the same one.
 *
 * <p>Everything outside the scheduler is made up: a {@link Workload} says who asks for what, when, and what becomes of
 * each task; agents run what they are given as fast as they are; {@link Fault}s happen when they are said to. The same
 * inputs lead to the same events, down to the last one: nothing here asks for time or chance.
 *
 * <p>Confined to one thread; runs once. Costs what the scheduler costs, and O(log n) for each thing that happens.
 */
public final class Simulation {
    private static final Invalidation CHANGED = Invalidation.because(Invalidation.Cause.Kind.FILE_CHANGED, "source");

    /** Shorter than any lease, and longer than it matters. */
    private static final long TICK_NANOS = VirtualFleet.LEASE.toNanos() / 6;

    /** What is stuck for longer than any clock is wrong or agent away, stays stuck. */
    private static final long PATIENCE_NANOS = Duration.ofHours(6).toNanos();

    /** Until a person has looked at what was left to a person. */
    private static final long PERSON_NANOS = Duration.ofMinutes(15).toNanos();

    private static final Digest OUTPUTS = Digest.of("outputs".getBytes(StandardCharsets.UTF_8));

    private final Iterator<Arrival> arrivals;
    private final List<Fault> faults;
    private final List<Ask> asks;
    private final Instant start;
    private final long untilNanos;
    private final long lookUpNanos;
    private final Turn turn;
    private final Watcher watcher;
    private final Scheduler scheduler;
    private final SchedulerState state = new SchedulerState(Simulation::neverFolded);
    private final Agenda agenda = new Agenda();
    private final Map<RunId, Arrival> underWay = new HashMap<>();
    private final VirtualFleet fleet;

    /** How far the wall clock is from the truth. */
    private Duration clockError = Duration.ZERO;

    private boolean over;

    /** When something last happened that was written down. */
    private long movedNanos;

    /** Results that were made here and that others may use. */
    private final Set<ActionKey> store = new HashSet<>();

    private Simulation(Builder asked) {
        SeenDurations seen = new SeenDurations();
        List<Watcher> watchers = new ArrayList<>(asked.watchers);
        watchers.add(seen);
        this.arrivals = asked.workload.arrivals();
        this.faults = List.copyOf(asked.faults);
        this.asks = List.copyOf(asked.asks);
        this.start = asked.start;
        this.untilNanos = asked.until.toNanos();
        this.lookUpNanos = asked.lookUp.toNanos();
        this.turn = asked.turn;
        this.watcher = new Watchers(watchers);
        this.scheduler = new Scheduler(seen, asked.limits.withLease(VirtualFleet.LEASE));
        this.fleet = new VirtualFleet(asked.fleet, agenda, this::tell, watcher);
    }

    private static Pipeline neverFolded(Digest pipeline) {
        throw new IllegalStateException("pipeline " + pipeline + " is asked for, though nothing is folded here");
    }

    /** A simulation of these agents and this workload. */
    public static Builder of(List<Agent> fleet, Workload workload) {
        return new Builder(fleet, workload);
    }

    /**
     * Lets time pass until all that was asked for has ended, or nothing has moved for six hours. Returns how long it took
     * until the last event.
     */
    public Duration run() {
        agenda.in(0, fleet::appear);
        agenda.routinelyIn(0, this::tick);
        for (Fault fault : faults) agenda.in(fault.at().toNanos(), () -> strike(fault));
        for (Ask ask : asks) agenda.in(ask.at().toNanos(), () -> tell(ask.input()));
        awaitNextArrival();
        agenda.routinelyIn(untilNanos, () -> over = true);
        while (!over && isGoingOn() && agenda.next()) {}
        return Duration.ofNanos(movedNanos);
    }

    private boolean isGoingOn() {
        if (agenda.hasMore()) return true;
        return !underWay.isEmpty() && agenda.nowNanos() - movedNanos < PATIENCE_NANOS;
    }

    private void tick() {
        tell(new Input.Tick(start.plusNanos(agenda.nowNanos()).plus(clockError)));
        agenda.routinelyIn(TICK_NANOS, this::tick);
    }

    /** What the scheduler knows. To be read; it changes only as the simulation goes on. */
    public SchedulerState state() {
        return state;
    }

    /** One at a time, so that a day of a farm need not be in memory. */
    private void awaitNextArrival() {
        if (!arrivals.hasNext()) return;
        Arrival next = arrivals.next();
        agenda.in(next.at().toNanos() - agenda.nowNanos(), () -> {
            underWay.put(next.submit().run(), next);
            watcher.arrived(agenda.nowNanos(), next);
            tell(next.submit());
            awaitNextArrival();
        });
    }

    private void strike(Fault fault) {
        watcher.struck(agenda.nowNanos(), fault);
        if (fault.kind() == Fault.Kind.CLOCK_JUMPS) {
            clockError = clockError.plus(fault.lasts());
        } else {
            fleet.strike(fault);
        }
    }

    private void tell(Input input) {
        Step step = turn.take(agenda.nowNanos(), scheduler, state, input);
        if (!step.events().isEmpty()) movedNanos = agenda.nowNanos();
        watcher.stepped(agenda.nowNanos(), input, step);
        for (Effect effect : step.effects()) release(effect);
        for (Event event : step.events()) {
            if (event instanceof RunEvent.AttemptFinished finished && finished.stored()) keep(finished);
            if (event instanceof RunEvent.TaskSetAside aside && aside.until().isEmpty()) {
                awaitPerson(new Input.Approve(aside.run(), aside.task()));
            }
            if (event instanceof FleetEvent.AgentStateChanged changed && changed.state() == AgentState.SUSPECTED) {
                awaitPerson(new Input.Uncordon(changed.agent()));
            }
            if (event instanceof RunEvent.RunFinished finished) conclude(finished.run());
        }
    }

    /** Somebody comes by, has a look, and finds nothing wrong. */
    private void awaitPerson(Input answer) {
        agenda.in(PERSON_NANOS, () -> tell(answer));
    }

    /** So that a day of a farm need not be in memory. */
    private void conclude(RunId run) {
        underWay.remove(run);
        agenda.in(0, () -> tell(new Input.Forget(run)));
    }

    private void release(Effect effect) {
        Arrival arrival = underWay.get(effect.run());
        if (arrival == null) {
            // What was given up may still be stopped after its run has ended.
            if (effect instanceof Effect.Stop stop) fleet.stop(stop);
            return;
        }
        if (effect instanceof Effect.Resolve resolve) {
            agenda.in(lookUpNanos, () -> tell(lookedUp(resolve, arrival.work(resolve.task()))));
        } else if (effect instanceof Effect.Dispatch dispatch) {
            Task task = arrival.submit().pipeline().get(dispatch.task());
            fleet.dispatch(dispatch, task, arrival.work(dispatch.task()));
        } else if (effect instanceof Effect.Stop stop) {
            fleet.stop(stop);
        }
    }

    private void keep(RunEvent.AttemptFinished finished) {
        Arrival arrival = underWay.get(finished.run());
        if (arrival != null) arrival.work(finished.task()).key().ifPresent(store::add);
    }

    private Input lookedUp(Effect.Resolve resolve, Work work) {
        ActionKey key = work.key().orElseGet(() -> key(resolve));
        if (work.reused() || store.contains(key))
            return new Input.Hit(resolve.run(), resolve.task(), key, OUTPUTS, work.duration());
        return new Input.Miss(resolve.run(), resolve.task(), Optional.of(key), CHANGED);
    }

    /** Of work that nobody else does. */
    private static ActionKey key(Effect.Resolve resolve) {
        return new ActionKey(Digest.of((resolve.run() + " " + resolve.task()).getBytes(StandardCharsets.UTF_8))
                .hash());
    }

    /**
     * Something that somebody asks the scheduler besides runs. Immutable.
     *
     * @param at how long after the simulation's beginning
     */
    public record Ask(Duration at, Input input) {}

    /** What is simulated, and how. Confined to one thread. */
    public static final class Builder {
        private final List<Agent> fleet;
        private final Workload workload;
        private List<Fault> faults = List.of(); // a farm without trouble
        private List<Ask> asks = List.of(); // nobody interferes
        private Limits limits = Limits.inFlight(Integer.MAX_VALUE); // as many as the agents carry
        private Instant start = Instant.parse("2026-01-05T08:00:00Z"); // a Monday morning
        private Duration until = Duration.ofDays(3650); // whenever all is done
        private Duration lookUp = Duration.ZERO; // a store that answers at once
        private Turn turn =
                (nanos, scheduler, state, input) -> scheduler.step(state, input); // nobody stands in between
        private final List<Watcher> watchers = new ArrayList<>();

        private Builder(List<Agent> fleet, Workload workload) {
            this.fleet = List.copyOf(fleet);
            this.workload = workload;
        }

        public Builder faults(List<Fault> faults) {
            this.faults = faults;
            return this;
        }

        public Builder asks(List<Ask> asks) {
            this.asks = asks;
            return this;
        }

        public Builder limits(Limits limits) {
            this.limits = limits;
            return this;
        }

        /** What the scheduler's clock says at the beginning. */
        public Builder start(Instant start) {
            this.start = start;
            return this;
        }

        /** When it ends though something may still be going on. */
        public Builder until(Duration until) {
            this.until = until;
            return this;
        }

        /** How long the store takes to say whether a result is there. */
        public Builder lookUp(Duration lookUp) {
            this.lookUp = lookUp;
            return this;
        }

        /** Who asks the scheduler. */
        public Builder turn(Turn turn) {
            this.turn = turn;
            return this;
        }

        /** Who is shown what happens; the first that was added sees it first. */
        public Builder watch(Watcher watcher) {
            watchers.add(watcher);
            return this;
        }

        /**
         * @throws IllegalArgumentException when two agents have one id
         */
        public Simulation build() {
            return new Simulation(this);
        }
    }
}

package io.slipway.core.schedule;

import io.slipway.core.agent.Vitals;
import io.slipway.core.limit.ConcurrencyLimit;
import io.slipway.core.limit.LimitChange;
import io.slipway.core.limit.Sample;
import io.slipway.core.limit.Throttle;
import io.slipway.core.run.FleetEvent;
import io.slipway.core.run.LimitScope;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.Usage;
import io.slipway.core.schedule.Ceilings.Drawn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What limits learn within one step: from how long attempts took beside what was expected when their task became ready,
 * and from what agents say about themselves. What was seen stays {@linkplain Unwritten unwritten}; each change of a value
 * that follows from it is an event, so that a journal tells the same values again. Confined to the state's thread.
 */
final class LimitLife {
    private final Taking taking;
    private final SchedulerState state;
    private final Ceilings ceilings;

    LimitLife(Taking taking) {
        this.taking = taking;
        this.state = taking.state;
        this.ceilings = taking.state.ceilings();
    }

    void set(Input.SetLimit input) {
        if (!input.isForEveryAgent()) {
            set(input.scope(), input.name(), input.value(), input.ceiling());
            return;
        }
        List<Standing> withoutOwn = new ArrayList<>();
        for (Standing agent : state.agents().byId()) if (ceilings.isAsEvery(agent)) withoutOwn.add(agent);
        set(input.scope(), input.name(), input.value(), input.ceiling());
        for (Standing agent : withoutOwn) set(LimitScope.AGENT, agent.id, input.value(), input.ceiling());
    }

    private void set(LimitScope scope, String name, int value, int ceiling) {
        Optional<Throttle> known = ceilings.find(scope, name);
        boolean same = known.filter(limit -> limit.ceiling() == ceiling)
                .filter(limit -> limit.value() == value)
                .isPresent();
        if (same) return;
        boolean underPressure =
                ceiling > 0 && known.map(Throttle::isUnderPressure).orElse(false);
        state.unwritten().forgetLearnt(scope, name);
        taking.emit(new FleetEvent.LimitChanged(scope, name, value, underPressure, LimitChange.Cause.SET, ceiling));
    }

    /** An agent came for which nobody set a limit: it gets the one that is for every agent, if there is one. */
    void limitAsEvery(Standing agent) {
        Optional<Throttle> every = ceilings.find(LimitScope.AGENT, Input.SetLimit.EVERY_AGENT);
        if (every.isEmpty() || agent.limit != null) return;
        set(LimitScope.AGENT, agent.id, every.get().value(), every.get().ceiling());
    }

    /** The agent has other resources than before: what was learnt of it says nothing any more. */
    void changed(Standing agent, int milliCpuBefore) {
        Throttle limit = agent.limit;
        int milliCpu = agent.agent.capacity().milliCpu();
        if (limit == null || !limit.learns() || milliCpu == milliCpuBefore) return;
        state.unwritten().forgetLearnt(LimitScope.AGENT, agent.id);
        long scaled =
                milliCpuBefore == 0 ? limit.value() : Math.round((double) limit.value() * milliCpu / milliCpuBefore);
        int value = (int) Math.max(1, Math.min(scaled, limit.ceiling()));
        if (value == limit.value() && !limit.isUnderPressure()) return;
        taking.emit(new FleetEvent.LimitChanged(
                LimitScope.AGENT, agent.id, value, false, LimitChange.Cause.CAPACITY, limit.ceiling()));
    }

    /** An attempt was given to its agent just now. */
    void started(TaskNode node, Standing agent) {
        if (!ceilings.someLearn()) return;
        for (Drawn drawn : ceilings.learntFrom(node.task, agent)) {
            learner(drawn.scope(), drawn.limit(), node).started(nanos(state.now()), drawn.weight());
        }
    }

    /** An attempt ended just now. */
    void ended(TaskNode node, @Nullable Standing agent, Outcome.Kind outcome, Usage usage) {
        if (agent == null || !ceilings.someLearn()) return;
        Duration sinceStart = Duration.between(node.startedAt, state.now());
        Duration actual = sinceStart.isNegative() || sinceStart.isZero() ? usage.wall() : sinceStart;
        for (Drawn drawn : ceilings.learntFrom(node.task, agent)) {
            int together = drawn.limit().inFlight() + drawn.weight();
            Sample sample = new Sample(actual, node.taskRun.expected(), together, outcome(outcome));
            tell(
                    drawn,
                    learner(drawn.scope(), drawn.limit(), node).finished(nanos(state.now()), drawn.weight(), sample));
        }
    }

    private static Sample.Outcome outcome(Outcome.Kind kind) {
        return switch (kind) {
            case SUCCEEDED -> Sample.Outcome.COMPLETED;
            case TIMED_OUT, MEMORY_EXCEEDED -> Sample.Outcome.DROPPED;
            case FAILED, COULD_NOT_START, OUTPUT_MISSING, CANCELLED, PREEMPTED, LOST -> Sample.Outcome.IGNORED;
        };
    }

    /** Whether there is something to learn from what the agent says of itself. */
    static boolean isTaughtBy(Standing agent, Vitals vitals) {
        return agent.limit != null
                && agent.limit.learns()
                && (vitals.pressure().isPresent() || vitals.freeMemory().isPresent());
    }

    /** The agent said something of itself just now. */
    void heard(Standing agent) {
        Throttle limit = agent.limit;
        if (limit == null || !isTaughtBy(agent, agent.vitals)) return;
        Drawn drawn = new Drawn(LimitScope.AGENT, limit, 1);
        ConcurrencyLimit learner = learner(LimitScope.AGENT, limit, null);
        if (agent.vitals.pressure().isPresent())
            tell(
                    drawn,
                    learner.pressure(nanos(state.now()), agent.vitals.pressure().getAsDouble()));
        if (agent.vitals.freeMemory().isPresent())
            tell(drawn, learner.memory(agent.vitals.freeMemory().getAsDouble()));
    }

    private void tell(Drawn drawn, Optional<LimitChange> change) {
        if (change.isEmpty()) return;
        taking.emit(new FleetEvent.LimitChanged(
                drawn.scope(),
                drawn.limit().name(),
                change.get().to(),
                change.get().underPressure(),
                change.get().cause(),
                drawn.limit().ceiling()));
    }

    /**
     * Goes on from the value that was written down last, and knows what is in flight already.
     *
     * @param except what is about to be told anyway
     */
    private ConcurrencyLimit learner(LimitScope scope, Throttle limit, @Nullable TaskNode except) {
        ConcurrencyLimit known = state.unwritten().learnt(scope, limit.name());
        if (known != null) return known;
        ConcurrencyLimit begun = new ConcurrencyLimit(
                Math.min(limit.value(), limit.ceiling()), limit.ceiling(), limit.isUnderPressure());
        List<TaskNode> running = new ArrayList<>();
        for (Standing agent : state.agents().byId()) {
            for (TaskNode node : agent.running) {
                if (node != except && ceilings.weight(scope, limit, node.task, agent) > 0) running.add(node);
            }
        }
        running.sort(Comparator.comparing((TaskNode node) -> node.startedAt).thenComparing(TaskNode::compareTo));
        for (TaskNode node : running) {
            int weight = scope == LimitScope.THROTTLE ? node.task.throttles().getOrDefault(limit.name(), 1) : 1;
            begun.started(nanos(node.startedAt), weight);
        }
        state.unwritten().learn(scope, limit.name(), begun);
        return begun;
    }

    private static long nanos(Instant time) {
        return Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano());
    }
}

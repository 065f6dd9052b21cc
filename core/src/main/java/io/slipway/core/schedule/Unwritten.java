package io.slipway.core.schedule;

import io.slipway.core.agent.Vitals;
import io.slipway.core.limit.ConcurrencyLimit;
import io.slipway.core.run.LimitScope;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the scheduler knows without its being written down: when agents were heard of, what they said of themselves,
 * and what limits have seen.
 * Not part of the fold, for a heartbeat is no event; what is decided by it is. After a restart it begins anew. Changed by
 * inputs only, never by applying an event; confined to the state's thread.
 */
final class Unwritten {
    final Leases leases = new Leases();
    private final Map<String, Vitals> vitals = new HashMap<>();
    private final Map<LimitName, ConcurrencyLimit> learnt = new HashMap<>();
    private @Nullable Instant lastTick;
    private long heartbeats;
    private long preemptionSought = Long.MIN_VALUE;

    private record LimitName(LimitScope scope, String name) {}

    /** The clock says this; how much time passed since it was last asked, negative when it was set back. */
    Duration tick(Instant told) {
        Duration passed = lastTick == null ? Duration.ZERO : Duration.between(lastTick, told);
        lastTick = told;
        return passed;
    }

    /** What the clock said last. */
    Instant lastTick(Instant otherwise) {
        Instant told = lastTick;
        return told == null ? otherwise : told;
    }

    /** Numbers heartbeats, from 1. */
    long nextHeartbeat() {
        return ++heartbeats;
    }

    /** Whether a second has passed since this was last asked: making room is looked for no more often. */
    boolean isPreemptionDue(Instant now) {
        long second = now.getEpochSecond();
        if (second == preemptionSought) return false;
        preemptionSought = second;
        return true;
    }

    /** What the agent said of itself last. */
    Vitals vitals(String agent) {
        return vitals.getOrDefault(agent, Vitals.NONE);
    }

    void see(String agent, Vitals said) {
        if (said.equals(Vitals.NONE)) vitals.remove(agent);
        else vitals.put(agent, said);
    }

    /** What follows how tasks go under the limit; absent when nothing was seen yet. */
    @Nullable
    ConcurrencyLimit learnt(LimitScope scope, String name) {
        return learnt.get(new LimitName(scope, name));
    }

    void learn(LimitScope scope, String name, ConcurrencyLimit limit) {
        learnt.put(new LimitName(scope, name), limit);
    }

    void forgetLearnt(LimitScope scope, String name) {
        learnt.remove(new LimitName(scope, name));
    }

    /** It is not part of the fleet any more. */
    void forget(String agent) {
        leases.forget(agent);
        vitals.remove(agent);
        forgetLearnt(LimitScope.AGENT, agent);
    }
}

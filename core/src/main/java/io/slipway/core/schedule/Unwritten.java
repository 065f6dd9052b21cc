package io.slipway.core.schedule;

import io.slipway.core.agent.Vitals;
import java.util.HashMap;
import java.util.Map;

/**
 * What the scheduler knows without its being written down: when agents were heard of and what they said of themselves.
 * Not part of the fold, for a heartbeat is no event; what is decided by it is. After a restart it begins anew. Changed by
 * inputs only, never by applying an event; confined to the state's thread.
 */
final class Unwritten {
    final Leases leases = new Leases();
    private final Map<String, Vitals> vitals = new HashMap<>();
    private long heartbeats;

    /** Numbers heartbeats, from 1. */
    long nextHeartbeat() {
        return ++heartbeats;
    }

    /** What the agent said of itself last. */
    Vitals vitals(String agent) {
        return vitals.getOrDefault(agent, Vitals.NONE);
    }

    void see(String agent, Vitals said) {
        if (said.equals(Vitals.NONE)) vitals.remove(agent);
        else vitals.put(agent, said);
    }

    /** It is not part of the fleet any more. */
    void forget(String agent) {
        leases.forget(agent);
        vitals.remove(agent);
    }
}

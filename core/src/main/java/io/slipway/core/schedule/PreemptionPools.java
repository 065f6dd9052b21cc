package io.slipway.core.schedule;

import io.slipway.core.agent.Agent;
import io.slipway.core.run.FleetEvent;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;

/** Where running tasks may be ended to make room for others. Moved only by events; confined to the state's thread. */
final class PreemptionPools {
    private final SortedMap<String, Duration> patience = new TreeMap<>();

    void apply(FleetEvent.PreemptionSet event) {
        if (event.allowed()) patience.put(event.pool(), event.patience());
        else patience.remove(event.pool());
    }

    boolean isEmpty() {
        return patience.isEmpty();
    }

    boolean isSo(Input.SetPreemption input) {
        return input.allowed()
                ? input.patience().equals(patience.get(input.pool()))
                : !patience.containsKey(input.pool());
    }

    boolean have(Agent agent) {
        for (String pool : patience.keySet()) if (Pool.of(pool).has(agent)) return true;
        return false;
    }

    /** The longest: room that comes by itself within this time is waited for. */
    Duration patience() {
        return patience.values().stream().max(Duration::compareTo).orElse(Duration.ZERO);
    }
}

package io.slipway.core.schedule;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.Vitals;
import io.slipway.core.pipeline.Resources;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A machine of the random world: what really runs there, whatever the scheduler believes. */
final class Host {
    final Agent agent;
    final Map<Input.RunningAttempt, Resources> running = new LinkedHashMap<>();

    /** What it could not tell while nobody heard it. */
    final List<Input> outbox = new ArrayList<>();

    /** So many rounds nobody hears it. */
    int silent;

    Host(Agent agent) {
        this.agent = agent;
    }

    boolean isHeard() {
        return silent == 0;
    }

    Input.Heartbeat heartbeat(Vitals vitals) {
        return new Input.Heartbeat(agent, List.copyOf(running.keySet()), vitals);
    }

    void begin(Input.RunningAttempt attempt, Resources resources) {
        running.put(attempt, resources);
        Resources all = new Resources(0, 0);
        for (Resources one : running.values()) all = all.plus(one);
        if (!all.fitsIn(agent.capacity())) {
            throw new AssertionError(agent.id() + " really runs more than it can: " + running);
        }
    }
}

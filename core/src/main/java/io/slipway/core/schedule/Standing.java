package io.slipway.core.schedule;

import io.slipway.core.agent.AgentState;
import java.util.LinkedHashSet;
import java.util.Set;

/** How one agent stands, and what runs on it. Moved only by events, through {@link SchedulerState}. */
final class Standing {
    final String agent;

    /** In the order in which they started. */
    final Set<TaskNode> running = new LinkedHashSet<>();

    private AgentState state = AgentState.READY;

    /** What it is again when it was lost and comes back. */
    private AgentState known = AgentState.READY;

    Standing(String agent) {
        this.agent = agent;
    }

    AgentState state() {
        return state;
    }

    /** What it is, or was when it was last heard of. */
    AgentState known() {
        return known;
    }

    void become(AgentState next) {
        state = next;
        if (next != AgentState.LOST) known = next;
    }
}

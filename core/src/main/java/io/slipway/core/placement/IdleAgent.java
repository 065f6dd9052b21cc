package io.slipway.core.placement;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.AgentStatus;
import io.slipway.core.pipeline.Selector;

/** An agent as it would be with nothing to do: to see what it lacks even then. */
record IdleAgent(Agent agent) implements Candidate {
    @Override
    public AgentStatus status() {
        return AgentStatus.READY;
    }

    @Override
    public int freeMilliCpu() {
        return agent.capacity().milliCpu();
    }

    @Override
    public long freeMemoryBytes() {
        return agent.capacity().memoryBytes();
    }

    @Override
    public long freeDiskBytes() {
        return agent.capacity().diskBytes();
    }

    @Override
    public int freeCount(String name) {
        return agent.capacity().count(name);
    }

    @Override
    public int running() {
        return 0;
    }

    @Override
    public boolean isTaken() {
        return false;
    }

    @Override
    public int runningOf(String group) {
        return 0;
    }

    @Override
    public int runningInZoneOf(String group) {
        return 0;
    }

    @Override
    public boolean isLike(String other) {
        return agent.id().equals(other);
    }

    @Override
    public double shareMet(Selector selector) {
        int wishes = selector.ranges().size();
        return wishes == 0 ? 1 : 1 - (double) agent.labels().unmet(selector).size() / wishes;
    }
}

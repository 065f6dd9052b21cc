package io.slipway.core.placement;

import java.util.List;

/** A task that wants an agent for itself gets an idle one, and nothing else goes there while it runs. */
final class ExclusiveUseFilter implements Filter {
    @Override
    public String name() {
        return "exclusive-use";
    }

    @Override
    public List<Lack> lacks(Request request, Candidate agent) {
        if (agent.isTaken())
            return List.of(new Lack("exclusive-use", "nobody else there", "a task that wants to be alone"));
        if (!request.exclusive() || agent.running() == 0) return List.of();
        return List.of(new Lack("exclusive-use", "the agent for itself", agent.running() + " running"));
    }
}

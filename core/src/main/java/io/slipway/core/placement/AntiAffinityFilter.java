package io.slipway.core.placement;

import java.util.List;

/** Tasks of a group that must be kept apart do not meet on one agent. */
final class AntiAffinityFilter implements Filter {
    @Override
    public String name() {
        return "anti-affinity";
    }

    @Override
    public boolean accepts(Request request, Candidate agent) {
        return !request.apart() || agent.runningOf(request.group()) == 0;
    }

    @Override
    public List<Lack> lacks(Request request, Candidate agent) {
        if (accepts(request, agent)) return List.of();
        return List.of(new Lack(
                "anti-affinity",
                "none of " + request.group() + " there",
                agent.runningOf(request.group()) + " running"));
    }
}

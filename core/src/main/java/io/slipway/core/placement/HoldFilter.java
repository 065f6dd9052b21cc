package io.slipway.core.placement;

import java.util.List;

/** An agent that is held for somebody takes only what runs in their name. */
final class HoldFilter implements Filter {
    @Override
    public String name() {
        return "held";
    }

    @Override
    public List<Lack> lacks(Request request, Candidate agent) {
        String holder = agent.status().heldFor();
        if (holder.isEmpty() || holder.equals(request.holder())) return List.of();
        return List.of(new Lack("holder", request.holder().isEmpty() ? "nobody" : request.holder(), holder));
    }
}

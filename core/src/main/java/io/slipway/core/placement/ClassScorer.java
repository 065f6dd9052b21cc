package io.slipway.core.placement;

import io.slipway.core.agent.Agent;

/**
 * Says how good it is to give any task to an agent, by what the agent is and not by what it is doing. Asked once for all
 * agents of a class whenever the fleet changes; it orders the classes in which a {@link Placer} looks for room. Stateless.
 */
public interface ClassScorer {
    /** What it is called in scores: a word or two, {@code cost}. */
    String name();

    /** 0 (rather not) to 1 (the best there is). */
    double score(Agent agent, FleetProfile fleet);
}

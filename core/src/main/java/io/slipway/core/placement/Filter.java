package io.slipway.core.placement;

import io.slipway.core.agent.Agent;
import java.util.List;

/**
 * A rule that an agent must keep to be given a task. Stateless; asked from the thread of the {@link Placer}, often, so it
 * should be quick.
 */
public interface Filter {
    /** What it is called in reasons: a word or two, {@code anti-affinity}. */
    String name();

    /** What the agent lacks to be given this now; empty when nothing. */
    List<Lack> lacks(Request request, Candidate agent);

    /** Whether it has nothing against the agent now. Same as no {@link #lacks}, for those that can tell sooner. */
    default boolean accepts(Request request, Candidate agent) {
        return lacks(request, agent).isEmpty();
    }

    /** Whether the agent could be given this at some time, being what it is: with nothing else to do, and ready. */
    default boolean canEverAccept(Request request, Agent agent) {
        return true;
    }
}

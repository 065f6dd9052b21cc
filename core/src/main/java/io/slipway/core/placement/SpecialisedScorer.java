package io.slipway.core.placement;

import io.slipway.core.agent.Agent;

/**
 * Keeps agents free that have what few others have, such as a GPU or a test bench, for those who need it. 1 for the
 * plainest agent of the fleet, 0 for the most special; see {@link FleetProfile} for the formula.
 *
 * <p>What the task asks for needs no exception: every agent that may have it has that too, so that among those the order
 * stays the same.
 */
final class SpecialisedScorer implements ClassScorer {
    @Override
    public String name() {
        return "specialised";
    }

    @Override
    public double score(Agent agent, FleetProfile fleet) {
        return 1 - fleet.relativeRarity(agent);
    }
}

package io.slipway.core.placement;

import io.slipway.core.agent.Agent;

/** Prefers cheap agents: 1 − cost / highest cost of the fleet. */
final class CostScorer implements ClassScorer {
    @Override
    public String name() {
        return "cost";
    }

    @Override
    public double score(Agent agent, FleetProfile fleet) {
        double highest = fleet.highestCostPerHour();
        return highest <= 0 ? 1 : 1 - agent.costPerHour() / highest;
    }
}

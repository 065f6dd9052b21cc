package io.slipway.core.placement;

import io.slipway.core.agent.Agent;

/** Prefers fast agents: speed / highest speed of the fleet. */
final class SpeedScorer implements ClassScorer {
    @Override
    public String name() {
        return "speed";
    }

    @Override
    public double score(Agent agent, FleetProfile fleet) {
        return agent.speed() / fleet.highestSpeed();
    }
}

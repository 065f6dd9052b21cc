package io.slipway.core.run;

import io.slipway.core.agent.Agent;

/** Something that happened to the agents. */
public sealed interface FleetEvent extends Event {
    /** An agent offers itself for the first time, or with another capacity or other labels. */
    record AgentRegistered(Agent agent) implements FleetEvent {}
}

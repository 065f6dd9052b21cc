package io.slipway.core.inventory;

import static java.util.Objects.requireNonNull;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.AgentState;
import io.slipway.core.pipeline.Problem;
import java.util.List;

/**
 * The agents that a file tells of. Immutable.
 *
 * @param agents each id once, in the order of the file
 * @param notes what the file does not say, and whom it leaves out because of that; with places, and what to do
 */
public record Inventory(List<Listed> agents, List<Problem> notes) {
    public Inventory {
        agents = List.copyOf(agents);
        notes = List.copyOf(notes);
    }

    /** An agent and whether it is to be given work. */
    public record Listed(Agent agent, AgentState state) {
        public Listed {
            requireNonNull(agent, "agent");
            requireNonNull(state, "state");
        }
    }
}

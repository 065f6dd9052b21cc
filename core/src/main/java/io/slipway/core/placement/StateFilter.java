package io.slipway.core.placement;

import io.slipway.core.agent.AgentState;
import java.util.List;

/** Only agents that take tasks: not cordoned, draining, suspected or lost. */
final class StateFilter implements Filter {
    @Override
    public String name() {
        return "state";
    }

    @Override
    public List<Lack> lacks(Request request, Candidate agent) {
        AgentState state = agent.status().state();
        return state.takesTasks() ? List.of() : List.of(new Lack("state", AgentState.READY.text(), state.text()));
    }
}

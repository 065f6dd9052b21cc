package io.slipway.jenkins.farm;

import io.slipway.core.agent.Agent;
import io.slipway.core.placement.Candidate;
import io.slipway.core.placement.Filter;
import io.slipway.core.placement.Lack;
import io.slipway.core.placement.Request;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Each task takes an executor of its node, and leaves to other builds those that they have taken. How many those are
 * changes too often to be written down each time, so it is asked for whenever a place is looked for.
 *
 * <p>Agents that are no nodes have no executors and are for what asks for them by name; a node that is kept for those that
 * ask for its labels is not given to what asks for none.
 */
public final class ExecutorsFilter implements Filter {
    /** Label of a node that is only for what asks for one of its labels. */
    public static final String RESERVED = "slipway-reserved";

    /** Label that says what an agent is that is no node. */
    public static final String KIND = "slipway";

    private final ToIntFunction<String> busyElsewhere;

    /**
     * @param busyElsewhere how many executors of the node are taken by builds that Slipway did not send there
     */
    public ExecutorsFilter(ToIntFunction<String> busyElsewhere) {
        this.busyElsewhere = busyElsewhere;
    }

    @Override
    public String name() {
        return "executors";
    }

    @Override
    public boolean accepts(Request request, Candidate agent) {
        return canEverAccept(request, agent.agent()) && (!isNode(agent.agent()) || free(agent) > 0);
    }

    @Override
    public List<Lack> lacks(Request request, Candidate agent) {
        if (accepts(request, agent)) return List.of();
        return List.of(new Lack(NodeFacts.EXECUTORS, "1", Math.max(0, free(agent)) + " free"));
    }

    @Override
    public boolean canEverAccept(Request request, Agent agent) {
        boolean wantsNode = !request.requires().ranges().containsKey(KIND);
        if (isNode(agent) != wantsNode) return false;
        return !wantsNode
                || agent.labels().find(RESERVED).isEmpty()
                || !request.requires().ranges().isEmpty();
    }

    private static boolean isNode(Agent agent) {
        return agent.labels().find(KIND).isEmpty();
    }

    private int free(Candidate agent) {
        return agent.agent().capacity().count(NodeFacts.EXECUTORS)
                - agent.running()
                - busyElsewhere.applyAsInt(agent.agent().id());
    }
}

package io.slipway.jenkins.farm;

import io.slipway.core.placement.Candidate;
import io.slipway.core.placement.Filter;
import io.slipway.core.placement.Lack;
import io.slipway.core.placement.Request;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Leaves to other builds the executors that they have taken. How many those are changes too often to be written down each
 * time, so it is asked for whenever a place is looked for.
 */
public final class FreeExecutorsFilter implements Filter {
    private final ToIntFunction<String> busyElsewhere;

    /**
     * @param busyElsewhere how many executors of the node are taken by builds that Slipway did not send there
     */
    public FreeExecutorsFilter(ToIntFunction<String> busyElsewhere) {
        this.busyElsewhere = busyElsewhere;
    }

    @Override
    public String name() {
        return "executors";
    }

    @Override
    public boolean accepts(Request request, Candidate agent) {
        int wanted = request.resources().count(NodeFacts.EXECUTORS);
        return wanted == 0 || wanted <= free(agent);
    }

    @Override
    public List<Lack> lacks(Request request, Candidate agent) {
        int wanted = request.resources().count(NodeFacts.EXECUTORS);
        if (wanted == 0 || wanted <= free(agent)) return List.of();
        return List.of(new Lack(NodeFacts.EXECUTORS, String.valueOf(wanted), Math.max(0, free(agent)) + " free"));
    }

    private int free(Candidate agent) {
        return agent.freeCount(NodeFacts.EXECUTORS)
                - busyElsewhere.applyAsInt(agent.agent().id());
    }
}

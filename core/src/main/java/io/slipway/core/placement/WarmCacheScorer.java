package io.slipway.core.placement;

import java.util.SortedSet;

/** The share of what the task would have to fetch that the agent has already; 0 when it has nothing to fetch. */
final class WarmCacheScorer implements Scorer {
    @Override
    public String name() {
        return "warm-cache";
    }

    @Override
    public double score(Request request, Candidate agent) {
        SortedSet<String> has = agent.status().warm();
        if (has.isEmpty() || request.warm().isEmpty()) return 0;
        int found = 0;
        for (String name : request.warm()) if (has.contains(name)) found++;
        return (double) found / request.warm().size();
    }
}

package io.slipway.core.placement;

/** The share of what the task would have to fetch that the agent has already. */
final class WarmCacheScorer implements Scorer {
    @Override
    public String name() {
        return "warm-cache";
    }

    @Override
    public boolean matters(Request request) {
        return !request.warm().isEmpty();
    }

    @Override
    public double score(Request request, Candidate agent) {
        int found = 0;
        for (String name : request.warm()) if (agent.isWarmWith(name)) found++;
        return (double) found / request.warm().size();
    }
}

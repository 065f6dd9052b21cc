package io.slipway.core.placement;

/**
 * Tries again elsewhere: 0 on an agent where it failed, 1 on any other, and half of that for each of those where it failed
 * that it is like. So what failed on two agents of a class goes to another class rather than to a third.
 */
final class FailedBeforeScorer implements Scorer {
    @Override
    public String name() {
        return "failed-before";
    }

    @Override
    public boolean matters(Request request) {
        return !request.failedOn().isEmpty();
    }

    @Override
    public double score(Request request, Candidate agent) {
        if (request.failedOn().contains(agent.agent().id())) return 0;
        double score = 1;
        for (String other : request.failedOn()) if (agent.isLike(other)) score /= 2;
        return score;
    }
}

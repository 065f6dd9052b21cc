package io.slipway.core.placement;

/** Tries again elsewhere: 0 on an agent where it failed, ½ on one that is like it, 1 on any other. */
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
        for (String other : request.failedOn()) {
            if (agent.isLike(other)) return 0.5;
        }
        return 1;
    }
}

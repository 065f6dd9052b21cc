package io.slipway.core.placement;

/** Spares agents on which tasks fail that do not fail elsewhere: 1 / (1 + failures). */
final class FailuresScorer implements Scorer {
    @Override
    public String name() {
        return "failures";
    }

    @Override
    public double score(Request request, Candidate agent) {
        return 1.0 / (1 + agent.failures());
    }
}

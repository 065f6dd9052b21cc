package io.slipway.core.placement;

/** The share of the preferred labels that the agent has; 1 when nothing is preferred. */
final class PreferencesScorer implements Scorer {
    @Override
    public String name() {
        return "preferences";
    }

    @Override
    public double score(Request request, Candidate agent) {
        return agent.shareMet(request.prefers());
    }
}

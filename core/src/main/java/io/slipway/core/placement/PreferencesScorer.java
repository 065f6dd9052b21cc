package io.slipway.core.placement;

/** The share of the preferred labels that the agent has. */
final class PreferencesScorer implements Scorer {
    @Override
    public String name() {
        return "preferences";
    }

    @Override
    public boolean matters(Request request) {
        return !request.prefers().ranges().isEmpty();
    }

    @Override
    public double score(Request request, Candidate agent) {
        return agent.shareMet(request.prefers());
    }
}

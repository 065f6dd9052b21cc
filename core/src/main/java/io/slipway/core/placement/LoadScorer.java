package io.slipway.core.placement;

/**
 * Spares agents that measured that they have more to do than they can: 1 − max(pressure, load above 1), at least 0. A
 * load up to 1 is what bin-packing wants and counts for nothing.
 */
final class LoadScorer implements Scorer {
    @Override
    public String name() {
        return "load";
    }

    @Override
    public double score(Request request, Candidate agent) {
        return Math.max(0, 1 - Math.max(agent.pressure(), agent.load() - 1));
    }
}

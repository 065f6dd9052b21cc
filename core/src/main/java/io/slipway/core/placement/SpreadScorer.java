package io.slipway.core.placement;

/**
 * Keeps tasks of a group from falling together: (1 / (1 + of the group on the agent) + 1 / (1 + of the group in its
 * zone)) / 2.
 */
final class SpreadScorer implements Scorer {
    @Override
    public String name() {
        return "spread";
    }

    @Override
    public boolean matters(Request request) {
        return !request.group().isEmpty();
    }

    @Override
    public double score(Request request, Candidate agent) {
        double onAgent = 1.0 / (1 + agent.runningOf(request.group()));
        double inZone = 1.0 / (1 + agent.runningInZoneOf(request.group()));
        return (onAgent + inZone) / 2;
    }
}

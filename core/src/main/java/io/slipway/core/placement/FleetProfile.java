package io.slipway.core.placement;

import io.slipway.core.agent.Agent;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * What a fleet is made of, so that one agent can be compared with all. Does not change; made in O(classes × labels).
 *
 * <p>An agent's <i>rarity</i> is the information in what it is: the sum over its labels, and over the names of what it has
 * in pieces, of −log2(share of agents that have the same). A label that all have adds nothing, one that an eighth of them
 * has adds 3.
 */
public final class FleetProfile {
    private final Map<String, Map<String, Integer>> agentsByLabel = new HashMap<>();
    private final Map<String, Integer> agentsByPieces = new HashMap<>();
    private int agents;
    private double highestCost;
    private double highestSpeed;
    private double lowestRarity = Double.POSITIVE_INFINITY;
    private double highestRarity = Double.NEGATIVE_INFINITY;

    /**
     * @param agents how many there are of each; what counts is what they are, not their ids
     */
    FleetProfile(Map<Agent, Integer> agents) {
        agents.forEach(this::add);
        for (Agent agent : agents.keySet()) {
            double rarity = rarity(agent);
            lowestRarity = Math.min(lowestRarity, rarity);
            highestRarity = Math.max(highestRarity, rarity);
        }
    }

    /** Of agents that are not all in a {@link Placer}. O(agents × labels). */
    public static FleetProfile of(Collection<Agent> agents) {
        Map<Agent, Integer> each = new HashMap<>();
        for (Agent agent : agents) each.put(agent, 1);
        return new FleetProfile(each);
    }

    private void add(Agent agent, int count) {
        agents += count;
        agent.labels()
                .values()
                .forEach((label, value) -> agentsByLabel
                        .computeIfAbsent(label, any -> new HashMap<>())
                        .merge(value, count, Integer::sum));
        for (String name : agent.capacity().counts().keySet()) agentsByPieces.merge(name, count, Integer::sum);
        highestCost = Math.max(highestCost, agent.costPerHour());
        highestSpeed = Math.max(highestSpeed, agent.speed());
    }

    /** Share of the agents that have the label with this value, 0 to 1. */
    public double share(String label, String value) {
        return agentsByLabel.getOrDefault(label, Map.of()).getOrDefault(value, 0) / (double) agents;
    }

    /** Share of the agents that have any pieces of {@code name}, 0 to 1. */
    public double shareWithPieces(String name) {
        return agentsByPieces.getOrDefault(name, 0) / (double) agents;
    }

    /** In bits; see above. */
    public double rarity(Agent agent) {
        double bits = 0;
        for (Map.Entry<String, String> label : agent.labels().values().entrySet()) {
            bits -= log2(share(label.getKey(), label.getValue()));
        }
        for (String name : agent.capacity().counts().keySet()) bits -= log2(shareWithPieces(name));
        return bits;
    }

    /** Where the agent stands between the plainest (0) and the most special (1); 0 when all are alike. */
    public double relativeRarity(Agent agent) {
        double range = highestRarity - lowestRarity;
        return range <= 0 ? 0 : (rarity(agent) - lowestRarity) / range;
    }

    public double highestCostPerHour() {
        return highestCost;
    }

    public double highestSpeed() {
        return highestSpeed;
    }

    private static double log2(double share) {
        return Math.log(share) / Math.log(2);
    }
}

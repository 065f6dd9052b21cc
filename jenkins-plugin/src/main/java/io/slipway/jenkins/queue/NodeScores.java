package io.slipway.jenkins.queue;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.AgentStatus;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.Selector;
import io.slipway.core.placement.Candidate;
import io.slipway.core.placement.ClassScorer;
import io.slipway.core.placement.PlacementRules;
import io.slipway.core.placement.PlacementRules.Weighted;
import io.slipway.core.placement.Request;
import io.slipway.core.placement.Scorer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How good each node would be for a build: core's scorers, with two more for what only Jenkins' executors have. Confined to
 * one thread. O(scorers) for each node.
 */
final class NodeScores {
    /** That is what a build takes. */
    private static final Resources ONE_EXECUTOR = new Resources(0, 0).withCount(NodeIndex.EXECUTORS, 1);

    /** Share of what a workspace counts that is added for where it was used last. */
    private static final double LATEST_COUNTS = 0.05;

    private static final Request ANY = Request.of(Selector.any(), ONE_EXECUTOR);

    private final NodeIndex index;

    /** Those that tell nodes apart for a build without a workspace anywhere, and for one with. */
    private final Scorer[] coldScorers;

    private final double[] coldWeights;
    private final Scorer[] warmScorers;
    private final double[] warmWeights;

    private final int[] wanted;
    private final Place[] places;
    private final BitSet warm = new BitSet();
    private final double[] latest;
    private final double warmWeight;
    private Request request = ANY;
    private boolean isCold = true;

    /**
     * @param wanted how many executors of each node are meant for builds that have a workspace there; read when asked
     */
    NodeScores(NodeIndex index, PlacementRules rules, int[] wanted) {
        this.index = index;
        this.wanted = wanted;
        List<Weighted<Scorer>> cold = mattering(rules, ANY);
        coldScorers = cold.stream().map(Weighted::scorer).toArray(Scorer[]::new);
        coldWeights = cold.stream().mapToDouble(Weighted::weight).toArray();
        List<Weighted<Scorer>> warmOnes = mattering(rules, ANY.wanting(Set.of("a workspace")));
        warmScorers = warmOnes.stream().map(Weighted::scorer).toArray(Scorer[]::new);
        warmWeights = warmOnes.stream().mapToDouble(Weighted::weight).toArray();
        latest = new double[index.nodes.length];
        warmWeight = rules.scorers().stream()
                .filter(each -> each.scorer().name().equals("warm-cache"))
                .mapToDouble(Weighted::weight)
                .sum();
        places = new Place[index.nodes.length];
        for (int i = 0; i < places.length; i++) places[i] = new Place(i);
    }

    /** The rules of a policy. */
    static PlacementRules rules(QueuePolicy.ScoreWeights weights) {
        Map<String, Double> ofClass =
                Map.of("specialised", weights.plain(), "cost", weights.cost(), "speed", weights.speed());
        Map<String, Double> ofNode =
                Map.of("warm-cache", weights.warm(), "load", weights.load(), "failures", weights.healthy());
        PlacementRules standard = PlacementRules.standard();
        List<Weighted<ClassScorer>> classScorers = new ArrayList<>();
        for (Weighted<ClassScorer> each : standard.classScorers()) {
            Double weight = ofClass.get(each.scorer().name());
            if (weight != null) classScorers.add(new Weighted<>(each.scorer(), weight));
        }
        List<Weighted<Scorer>> scorers = new ArrayList<>();
        for (Weighted<Scorer> each : standard.scorers()) {
            Double weight = ofNode.get(each.scorer().name());
            if (weight != null) scorers.add(new Weighted<>(each.scorer(), weight));
        }
        scorers.add(new Weighted<>(new Idle(), weights.idle()));
        scorers.add(new Weighted<>(new LeftToOthers(), weights.warm() / 2));
        return new PlacementRules(List.of(), classScorers, scorers);
    }

    private static List<Weighted<Scorer>> mattering(PlacementRules rules, Request request) {
        return rules.scorers().stream()
                .filter(each -> each.weight() > 0 && each.scorer().matters(request))
                .toList();
    }

    /**
     * The score is for a build of this work from now on; nodes have its workspace or not. Of those that have, the one where
     * it ran last is a little better than the one before: least has changed since.
     *
     * @param warmNodes where it ran last first
     */
    void consider(String work, List<String> warmNodes) {
        for (int node = warm.nextSetBit(0); node >= 0; node = warm.nextSetBit(node + 1)) latest[node] = 0;
        warm.clear();
        for (int i = 0; i < warmNodes.size(); i++) {
            int node = index.find(warmNodes.get(i));
            if (node < 0) continue;
            warm.set(node);
            latest[node] = LATEST_COUNTS * warmWeight / (1 + i);
        }
        isCold = warmNodes.isEmpty();
        request = isCold ? ANY : ANY.wanting(Set.of(work));
    }

    /**
     * @param free how many of its executors are idle
     */
    double of(int node, int free) {
        Place place = places[node];
        place.free = free;
        Scorer[] scorers = isCold ? coldScorers : warmScorers;
        double[] weights = isCold ? coldWeights : warmWeights;
        double total = index.classTotals[node] + latest[node];
        for (int i = 0; i < scorers.length; i++) total += weights[i] * scorers[i].score(request, place);
        return total;
    }

    /** Of a node that nothing is known of: as what they are on average, idle and without a workspace. */
    double ofUnknown() {
        double total = index.meanClassTotal;
        for (double weight : coldWeights) total += weight;
        return total;
    }

    /** Spreads builds over what is idle: the share of the node's executors that are. */
    private static final class Idle implements Scorer {
        @Override
        public String name() {
            return "idle";
        }

        @Override
        public double score(Request request, Candidate agent) {
            int all = agent.capacity().count(NodeIndex.EXECUTORS);
            return all == 0 ? 0 : Math.min(1, (double) agent.freeCount(NodeIndex.EXECUTORS) / all);
        }
    }

    /** Leaves executors to builds that wait too and have their workspace there: 0 when they want all that are idle, else 1. */
    private static final class LeftToOthers implements Scorer {
        @Override
        public String name() {
            return "left-to-others";
        }

        @Override
        public double score(Request request, Candidate agent) {
            return agent instanceof Place place && place.free <= place.wanted() ? 0 : 1;
        }
    }

    /** A node as core's scorers see it. */
    private final class Place implements Candidate {
        private final int node;
        private int free;

        Place(int node) {
            this.node = node;
        }

        int wanted() {
            return wanted[node];
        }

        @Override
        public Agent agent() {
            return index.agents[node];
        }

        @Override
        public AgentStatus status() {
            return index.statuses[node];
        }

        @Override
        public boolean isWarmWith(String name) {
            return warm.get(node);
        }

        @Override
        public int freeMilliCpu() {
            return 0;
        }

        @Override
        public long freeMemoryBytes() {
            return 0;
        }

        @Override
        public long freeDiskBytes() {
            return 0;
        }

        @Override
        public int freeCount(String name) {
            return name.equals(NodeIndex.EXECUTORS) ? free : 0;
        }

        @Override
        public int running() {
            return index.nodes[node].executors() - free;
        }

        @Override
        public boolean isTaken() {
            return false;
        }

        @Override
        public int runningOf(String group) {
            return 0;
        }

        @Override
        public int runningInZoneOf(String group) {
            return 0;
        }

        @Override
        public boolean isLike(String agent) {
            return index.agents[node].id().equals(agent);
        }

        @Override
        public double shareMet(Selector selector) {
            return 1;
        }
    }
}

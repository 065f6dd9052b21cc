package io.slipway.core.placement;

import io.slipway.core.agent.Agent;
import io.slipway.core.pipeline.Selector;
import io.slipway.core.pipeline.VersionRange;
import io.slipway.core.placement.PlacementRules.Weighted;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All classes of a fleet, the best first, and who of them has what label: finds the next class that may have room without
 * looking at those that have not.
 *
 * <p>Made anew when agents come, go or become others, in O(classes × (labels + log classes)). What is free changes all the
 * time, so that is a segment tree over the classes in order: a node knows the most CPU, memory, disk and pieces that one
 * agent below it has free. A {@link RequestShape} brings along which nodes have a class below that meets what is required.
 */
final class ClassOrder {
    final EquivalenceClass[] classes;
    private final RangeMemo ranges;
    private final int leaves;
    private final int[] mostMilliCpu;
    private final long[] mostMemory;
    private final long[] mostDisk;
    private final int[] mostPieces;
    private final Map<String, Map<String, BitSet>> byLabel = new HashMap<>();
    private final Map<Wish, BitSet> meeting = new HashMap<>();

    ClassOrder(Collection<EquivalenceClass> all, PlacementRules rules, RangeMemo ranges) {
        this.ranges = ranges;
        Map<Agent, Integer> sizes = new HashMap<>();
        for (EquivalenceClass each : all) sizes.put(each.model(), each.size());
        FleetProfile fleet = new FleetProfile(sizes);
        List<EquivalenceClass> ordered = new ArrayList<>(all);
        for (EquivalenceClass each : ordered) score(each, fleet, rules);
        ordered.sort(null);
        classes = ordered.toArray(EquivalenceClass[]::new);
        leaves = Math.max(1, Integer.highestOneBit(Math.max(1, 2 * classes.length - 1)));
        mostMilliCpu = new int[2 * leaves];
        mostMemory = new long[2 * leaves];
        mostDisk = new long[2 * leaves];
        mostPieces = new int[2 * leaves];
        for (int i = 0; i < classes.length; i++) {
            classes[i].position = i;
            readLabels(classes[i]);
        }
        for (int i = leaves - 1; i >= 0; i--) {
            if (i >= classes.length) set(leaves + i, -1, -1, -1, -1);
            else setLeaf(classes[i]);
        }
        for (int node = leaves - 1; node > 0; node--) sum(node);
    }

    private record Wish(String label, VersionRange range) {}

    private static void score(EquivalenceClass each, FleetProfile fleet, PlacementRules rules) {
        List<Weighted<ClassScorer>> scorers = rules.classScorers();
        each.scores = new double[scorers.size()];
        each.total = 0;
        for (int i = 0; i < each.scores.length; i++) {
            each.scores[i] = scorers.get(i).scorer().score(each.model(), fleet);
            each.total += scorers.get(i).weight() * each.scores[i];
        }
    }

    private void readLabels(EquivalenceClass each) {
        each.key
                .labels()
                .values()
                .forEach((label, value) -> byLabel.computeIfAbsent(label, any -> new HashMap<>())
                        .computeIfAbsent(value, any -> new BitSet(classes.length))
                        .set(each.position));
    }

    /** Positions of the classes whose labels meet all of {@code selector}; each range is read once for each value. */
    BitSet meeting(Selector selector) {
        BitSet positions = new BitSet(classes.length);
        positions.set(0, classes.length);
        selector.ranges()
                .forEach((label, range) ->
                        positions.and(meeting.computeIfAbsent(new Wish(label, range), this::findMeeting)));
        return positions;
    }

    private BitSet findMeeting(Wish wish) {
        BitSet positions = new BitSet(classes.length);
        byLabel.getOrDefault(wish.label, Map.of()).forEach((value, having) -> {
            if (ranges.accepts(wish.range, value)) positions.or(having);
        });
        return positions;
    }

    /** The nodes that have one of {@code positions} below them or are one; for {@link #next}. */
    BitSet nodesAbove(BitSet positions) {
        BitSet nodes = new BitSet(2 * leaves);
        for (int i = positions.nextSetBit(0); i >= 0; i = positions.nextSetBit(i + 1)) {
            for (int node = leaves + i; node > 0 && !nodes.get(node); node >>= 1) nodes.set(node);
        }
        return nodes;
    }

    /**
     * The first class from {@code from} on that is among {@code nodes} and may have an agent with this much free: one agent
     * has as much CPU, one as much memory, and so on. -1 when there is none.
     */
    int next(int from, BitSet nodes, Amounts wanted) {
        if (from >= classes.length) return -1;
        int node = leaves + from;
        while (true) {
            if (nodes.get(node) && mayHaveRoom(node, wanted)) {
                if (node >= leaves) return node - leaves;
                node *= 2;
                continue;
            }
            // On to the subtree right of this one: up while this is a right child, then over.
            while ((node & 1) == 1) node >>= 1;
            if (node == 0) return -1;
            node++;
        }
    }

    private boolean mayHaveRoom(int node, Amounts wanted) {
        return mostMilliCpu[node] >= wanted.milliCpu
                && mostMemory[node] >= wanted.memoryBytes
                && mostDisk[node] >= wanted.diskBytes
                && mostPieces[node] >= wanted.pieces;
    }

    /** What is free in the class has changed. */
    void refresh(EquivalenceClass changed) {
        setLeaf(changed);
        for (int node = (leaves + changed.position) >> 1; node > 0; node >>= 1) {
            if (!sum(node)) return;
        }
    }

    private void setLeaf(EquivalenceClass each) {
        FreeTree open = each.open;
        set(leaves + each.position, open.mostMilliCpu(), open.mostMemory(), open.mostDisk(), open.mostPieces());
    }

    /** Whether that changed anything. */
    private boolean sum(int node) {
        int left = 2 * node;
        int right = left + 1;
        return set(
                node,
                Math.max(mostMilliCpu[left], mostMilliCpu[right]),
                Math.max(mostMemory[left], mostMemory[right]),
                Math.max(mostDisk[left], mostDisk[right]),
                Math.max(mostPieces[left], mostPieces[right]));
    }

    private boolean set(int node, int milliCpu, long memory, long disk, int pieces) {
        if (mostMilliCpu[node] == milliCpu
                && mostMemory[node] == memory
                && mostDisk[node] == disk
                && mostPieces[node] == pieces) return false;
        mostMilliCpu[node] = milliCpu;
        mostMemory[node] = memory;
        mostDisk[node] = disk;
        mostPieces[node] = pieces;
        return true;
    }
}

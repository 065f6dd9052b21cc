package io.slipway.core.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A directed graph without cycles. An edge leads from what comes first to what comes after it.
 *
 * <p>Immutable and thread-safe. Nodes are kept in a compact array form in topological order; among nodes that could
 * stand in either order, the one added first stands first, so the order is the same every time. Building is
 * O(V + E log E), apart from V² / 64 steps over bits, and every look-up O(answer).
 *
 * @param <N> nodes, told apart by {@code equals}
 */
public final class Dag<N> {
    private final List<N> nodes;
    private final Map<N, Integer> indexes;
    private final int[][] before;
    private final int[][] after;

    private Dag(List<N> nodes, Map<N, Integer> indexes, int[][] before, int[][] after) {
        this.nodes = nodes;
        this.indexes = indexes;
        this.before = before;
        this.after = after;
    }

    public static <N> Builder<N> builder() {
        return new Builder<>();
    }

    /** All nodes, each after everything that comes before it. */
    public List<N> nodes() {
        return nodes;
    }

    public boolean contains(N node) {
        return indexes.containsKey(node);
    }

    public int edgeCount() {
        int count = 0;
        for (int[] successors : after) count += successors.length;
        return count;
    }

    /** Nodes with an edge to {@code node}, in topological order. */
    public List<N> predecessors(N node) {
        return at(before[index(node)]);
    }

    /** Nodes with an edge from {@code node}, in topological order. */
    public List<N> successors(N node) {
        return at(after[index(node)]);
    }

    /** These nodes and everything that comes before them, in topological order. O(V + E) of the answer. */
    public Set<N> withAllBefore(Collection<N> from) {
        return reach(from, before);
    }

    /** These nodes and everything that comes after them, in topological order. O(V + E) of the answer. */
    public Set<N> withAllAfter(Collection<N> from) {
        return reach(from, after);
    }

    /** The graph of only these nodes and the edges between them. */
    public Dag<N> restrictedTo(Collection<N> kept) {
        Builder<N> builder = builder();
        Set<N> wanted = new LinkedHashSet<>(kept);
        for (N node : nodes) if (wanted.contains(node)) builder.add(node);
        for (N node : builder.nodes()) {
            for (N next : successors(node)) if (wanted.contains(next)) builder.edge(node, next);
        }
        return builder.build();
    }

    private Set<N> reach(Collection<N> from, int[][] neighbours) {
        boolean[] seen = new boolean[nodes.size()];
        ArrayDeque<Integer> open = new ArrayDeque<>();
        for (N node : from) {
            int index = index(node);
            if (!seen[index]) open.add(index);
            seen[index] = true;
        }
        int count = open.size();
        while (!open.isEmpty()) {
            for (int neighbour : neighbours[open.remove()]) {
                if (seen[neighbour]) continue;
                seen[neighbour] = true;
                count++;
                open.add(neighbour);
            }
        }
        Set<N> reached = new LinkedHashSet<>(count * 2);
        for (int i = 0; i < seen.length; i++) if (seen[i]) reached.add(nodes.get(i));
        return Collections.unmodifiableSet(reached);
    }

    private int index(N node) {
        Integer index = indexes.get(node);
        if (index == null) throw new IllegalArgumentException("node: " + node + " (expected: a node of this graph)");
        return index;
    }

    private List<N> at(int[] positions) {
        List<N> found = new ArrayList<>(positions.length);
        for (int position : positions) found.add(nodes.get(position));
        return Collections.unmodifiableList(found);
    }

    @Override
    public String toString() {
        return "Dag[" + nodes.size() + " nodes, " + edgeCount() + " edges]";
    }

    /** Collects nodes and edges. Confined to one thread. */
    public static final class Builder<N> {
        private final Map<N, Integer> ids = new HashMap<>();
        private final List<N> added = new ArrayList<>();
        /** Edge i leads from node {@code ends[2 * i]} to node {@code ends[2 * i + 1]}. */
        private int[] ends = new int[64];

        private int edges;

        private Builder() {}

        /** Adds a node; adding it again does nothing. */
        public Builder<N> add(N node) {
            id(node);
            return this;
        }

        /** Adds an edge, and its nodes where they are missing; adding it again does nothing. */
        public Builder<N> edge(N first, N then) {
            if (2 * edges == ends.length) ends = Arrays.copyOf(ends, 2 * ends.length);
            ends[2 * edges] = id(first);
            ends[2 * edges + 1] = id(then);
            edges++;
            return this;
        }

        private List<N> nodes() {
            return List.copyOf(added);
        }

        private int id(N node) {
            Integer known = ids.get(node);
            if (known != null) return known;
            int id = added.size();
            ids.put(node, id);
            added.add(node);
            return id;
        }

        /**
         * @throws CycleException with a shortest cycle of every knot, the one through the earliest node first
         */
        public Dag<N> build() {
            int size = added.size();
            int[][] successors = successors();
            int[] missing = new int[size];
            for (int[] next : successors) for (int then : next) missing[then]++;
            BitSet open = new BitSet(size);
            for (int id = 0; id < size; id++) if (missing[id] == 0) open.set(id);
            int[] order = new int[size];
            int done = 0;
            for (int id = open.nextSetBit(0); id >= 0; id = open.nextSetBit(0)) {
                open.clear(id);
                order[done++] = id;
                for (int then : successors[id]) if (--missing[then] == 0) open.set(then);
            }
            if (done < size) throw new CycleException(ShortestCycles.in(added, successors));
            return arrange(order, successors);
        }

        /** By node, the nodes its edges lead to: each once, in the order added. */
        private int[][] successors() {
            int[] counts = new int[added.size()];
            for (int i = 0; i < edges; i++) counts[ends[2 * i]]++;
            int[][] successors = new int[added.size()][];
            for (int id = 0; id < successors.length; id++) successors[id] = new int[counts[id]];
            for (int i = edges - 1; i >= 0; i--) successors[ends[2 * i]][--counts[ends[2 * i]]] = ends[2 * i + 1];
            for (int id = 0; id < successors.length; id++) successors[id] = sortedOnce(successors[id]);
            return successors;
        }

        private static int[] sortedOnce(int[] numbers) {
            Arrays.sort(numbers);
            int kept = 0;
            for (int i = 0; i < numbers.length; i++) {
                if (i == 0 || numbers[i] != numbers[i - 1]) numbers[kept++] = numbers[i];
            }
            return kept == numbers.length ? numbers : Arrays.copyOf(numbers, kept);
        }

        private Dag<N> arrange(int[] order, int[][] successors) {
            int size = order.length;
            int[] position = new int[size];
            List<N> nodes = new ArrayList<>(size);
            Map<N, Integer> indexes = new HashMap<>(size * 2);
            for (int i = 0; i < size; i++) {
                position[order[i]] = i;
                nodes.add(added.get(order[i]));
                indexes.put(added.get(order[i]), i);
            }
            int[][] after = new int[size][];
            int[] counts = new int[size];
            for (int i = 0; i < size; i++) {
                int[] next = successors[order[i]].clone();
                for (int j = 0; j < next.length; j++) next[j] = position[next[j]];
                Arrays.sort(next);
                after[i] = next;
                for (int then : next) counts[then]++;
            }
            int[][] before = new int[size][];
            for (int i = 0; i < size; i++) before[i] = new int[counts[i]];
            Arrays.fill(counts, 0);
            for (int i = 0; i < size; i++) for (int then : after[i]) before[then][counts[then]++] = i;
            return new Dag<>(Collections.unmodifiableList(nodes), indexes, before, after);
        }
    }
}

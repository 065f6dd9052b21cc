package io.slipway.core.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * The chain that decides when everything is done: its nodes' weights add up to more than any other chain's.
 *
 * <p>Every node has a rank, its own weight plus the largest rank after it: how long from its start until everything
 * after it is done (the <em>upward rank</em> of HEFT, Topcuoglu et al. 2002, without communication). Immutable.
 * O(V + E).
 *
 * @param <N> nodes
 */
public final class CriticalPath<N> {
    private final List<N> path;
    private final Map<N, Long> ranks;

    private CriticalPath(List<N> path, Map<N, Long> ranks) {
        this.path = path;
        this.ranks = ranks;
    }

    /**
     * @param weight of a node, at least 0, in any unit
     */
    public static <N> CriticalPath<N> of(Dag<N> dag, ToLongFunction<N> weight) {
        Map<N, Long> ranks = new HashMap<>(dag.nodes().size() * 2);
        List<N> nodes = dag.nodes();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            N node = nodes.get(i);
            long longest = 0;
            for (N next : dag.successors(node)) longest = Math.max(longest, ranks.getOrDefault(next, 0L));
            long own = weight.applyAsLong(node);
            if (own < 0) throw new IllegalArgumentException("weight: " + own + " of " + node + " (expected: >= 0)");
            ranks.put(node, own + longest);
        }
        return new CriticalPath<>(follow(dag, ranks), ranks);
    }

    private static <N> List<N> follow(Dag<N> dag, Map<N, Long> ranks) {
        List<N> path = new ArrayList<>();
        List<N> candidates = dag.nodes();
        while (!candidates.isEmpty()) {
            N heaviest = candidates.get(0);
            for (N node : candidates) {
                if (ranks.getOrDefault(node, 0L) > ranks.getOrDefault(heaviest, 0L)) heaviest = node;
            }
            path.add(heaviest);
            candidates = dag.successors(heaviest);
        }
        return Collections.unmodifiableList(path);
    }

    /** The nodes of the heaviest chain, first to last; empty for an empty graph. */
    public List<N> path() {
        return path;
    }

    /** Sum of the weights along {@link #path}. */
    public long length() {
        return path.isEmpty() ? 0 : rank(path.get(0));
    }

    /** The node's weight plus the largest rank after it. */
    public long rank(N node) {
        Long rank = ranks.get(node);
        if (rank == null) throw new IllegalArgumentException("node: " + node + " (expected: a node of the graph)");
        return rank;
    }
}

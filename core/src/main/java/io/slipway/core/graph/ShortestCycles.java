package io.slipway.core.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jgrapht.Graph;
import org.jgrapht.alg.connectivity.KosarajuStrongConnectivityInspector;
import org.jgrapht.graph.DefaultEdge;
import org.jgrapht.graph.builder.GraphTypeBuilder;

/**
 * Finds the cycles to show: in each strongly connected component the shortest one through its earliest node. Other
 * cycles of a component wait for the next time; they may be gone by then. O(V + E), and nothing recursive, so that a
 * cycle may be as long as it likes.
 */
final class ShortestCycles {
    private static final int NONE = -1;

    private final int[][] successors;
    /** The earliest node of each node's component, which names the component. */
    private final int[] component;
    /** The node before on the way from the earliest; one array for all searches, as components share no node. */
    private final int[] cameFrom;

    private ShortestCycles(int[][] successors, int[] component) {
        this.successors = successors;
        this.component = component;
        this.cameFrom = new int[component.length];
        Arrays.fill(cameFrom, NONE);
    }

    static <N> List<List<N>> in(List<N> nodes, int[][] successors) {
        ShortestCycles search = new ShortestCycles(successors, components(successors));
        List<List<N>> cycles = new ArrayList<>();
        for (int id = 0; id < nodes.size(); id++) {
            if (!search.isEarliestOfCycle(id)) continue;
            List<N> cycle = new ArrayList<>();
            for (int member : search.through(id)) cycle.add(nodes.get(member));
            cycles.add(cycle);
        }
        return cycles;
    }

    private static int[] components(int[][] successors) {
        Graph<Integer, DefaultEdge> graph = GraphTypeBuilder.<Integer, DefaultEdge>directed()
                .allowingSelfLoops(true)
                .allowingMultipleEdges(false)
                .edgeClass(DefaultEdge.class)
                .buildGraph();
        for (int id = 0; id < successors.length; id++) graph.addVertex(id);
        for (int id = 0; id < successors.length; id++) for (int then : successors[id]) graph.addEdge(id, then);
        int[] component = new int[successors.length];
        for (Set<Integer> members : new KosarajuStrongConnectivityInspector<>(graph).stronglyConnectedSets()) {
            int earliest = Collections.min(members);
            for (int member : members) component[member] = earliest;
        }
        return component;
    }

    private boolean isEarliestOfCycle(int id) {
        if (component[id] != id) return false;
        // The earliest of several leads back to itself through one of them; a lone node only by an edge to itself.
        for (int then : successors[id]) if (component[then] == id) return true;
        return false;
    }

    /** Breadth first from {@code start}, never leaving its component, until an edge leads back. */
    private List<Integer> through(int start) {
        ArrayDeque<Integer> open = new ArrayDeque<>(List.of(start));
        while (true) {
            int id = open.remove();
            for (int then : successors[id]) {
                if (then == start) return wayBack(start, id);
                if (component[then] != start || cameFrom[then] != NONE) continue;
                cameFrom[then] = id;
                open.add(then);
            }
        }
    }

    private List<Integer> wayBack(int start, int last) {
        List<Integer> backwards = new ArrayList<>(List.of(start));
        for (int id = last; id != start; id = cameFrom[id]) backwards.add(id);
        backwards.add(start);
        Collections.reverse(backwards);
        return backwards;
    }
}

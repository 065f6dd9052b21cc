package io.slipway.core.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jgrapht.Graph;
import org.jgrapht.GraphPath;
import org.jgrapht.alg.connectivity.KosarajuStrongConnectivityInspector;
import org.jgrapht.alg.shortestpath.BFSShortestPath;
import org.jgrapht.graph.DefaultEdge;
import org.jgrapht.graph.builder.GraphTypeBuilder;

/** Finds the cycle to show: the shortest one through the earliest node that lies on any. */
final class ShortestCycle {
    private ShortestCycle() {}

    static <N> List<N> in(List<N> nodes, List<Set<Integer>> successors) {
        Graph<Integer, DefaultEdge> graph = GraphTypeBuilder.<Integer, DefaultEdge>directed()
                .allowingSelfLoops(true)
                .allowingMultipleEdges(false)
                .edgeClass(DefaultEdge.class)
                .buildGraph();
        for (int id = 0; id < nodes.size(); id++) graph.addVertex(id);
        for (int id = 0; id < nodes.size(); id++) for (int then : successors.get(id)) graph.addEdge(id, then);

        int start = new KosarajuStrongConnectivityInspector<>(graph)
                .stronglyConnectedSets().stream()
                        .filter(set -> set.size() > 1
                                || graph.containsEdge(
                                        set.iterator().next(), set.iterator().next()))
                        .map(set -> set.stream().min(Comparator.naturalOrder()).orElseThrow())
                        .min(Comparator.naturalOrder())
                        .orElseThrow(() -> new IllegalArgumentException("graph: no cycle (expected: one)"));
        BFSShortestPath<Integer, DefaultEdge> paths = new BFSShortestPath<>(graph);
        List<Integer> shortest = List.of();
        for (int next : successors.get(start)) {
            GraphPath<Integer, DefaultEdge> back = paths.getPath(next, start);
            if (back == null) continue;
            if (shortest.isEmpty() || back.getVertexList().size() < shortest.size()) shortest = back.getVertexList();
        }
        List<N> cycle = new ArrayList<>();
        cycle.add(nodes.get(start));
        for (int id : shortest) cycle.add(nodes.get(id));
        return cycle;
    }
}

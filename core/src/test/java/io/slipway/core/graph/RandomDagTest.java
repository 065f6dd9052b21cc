package io.slipway.core.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Graphs by seed, compared with answers worked out the slow and simple way. */
class RandomDagTest {
    private static final int NODES = 60;

    private record Edge(int first, int then) {}

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void order_closure_and_restriction_agree_with_the_edges(long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        List<Edge> edges = edges(random, true);

        Dag<Integer> dag = dag(edges);

        List<Integer> order = dag.nodes();
        assertThat(order).hasSize(NODES).doesNotHaveDuplicates();
        assertThat(edges)
                .allSatisfy(edge -> assertThat(order.indexOf(edge.first())).isLessThan(order.indexOf(edge.then())));
        assertThat(dag(edges).nodes()).isEqualTo(order);
        assertThat(dag.edgeCount()).isEqualTo(new HashSet<>(edges).size());

        int from = random.nextInt(NODES);
        Set<Integer> after = reach(edges, from);
        assertThat(dag.withAllAfter(List.of(from))).hasSameElementsAs(after);
        assertThat(dag.nodes())
                .allSatisfy(node -> assertThat(dag.withAllBefore(List.of(node)).contains(from))
                        .isEqualTo(after.contains(node)));

        Dag<Integer> restricted = dag.restrictedTo(after);
        assertThat(restricted.nodes()).hasSameElementsAs(after);
        assertThat(restricted.edgeCount()).isEqualTo((int) edges.stream()
                .distinct()
                .filter(edge -> after.contains(edge.first()) && after.contains(edge.then()))
                .count());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void no_chain_is_heavier_than_the_critical_one(long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        List<Edge> edges = edges(random, true);
        long[] weights = random.longs(NODES, 0, 100).toArray();
        Dag<Integer> dag = dag(edges);

        CriticalPath<Integer> critical = CriticalPath.of(dag, node -> weights[node]);

        long heaviest = 0;
        long[] upTo = new long[NODES];
        for (int node : dag.nodes()) {
            for (Edge edge : edges) if (edge.then() == node) upTo[node] = Math.max(upTo[node], upTo[edge.first()]);
            upTo[node] += weights[node];
            heaviest = Math.max(heaviest, upTo[node]);
        }
        assertThat(critical.length()).isEqualTo(heaviest);
        assertThat(critical.path().stream().mapToLong(node -> weights[node]).sum())
                .isEqualTo(heaviest);
        for (int i = 1; i < critical.path().size(); i++) {
            assertThat(edges)
                    .contains(
                            new Edge(critical.path().get(i - 1), critical.path().get(i)));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void every_cycle_told_is_one_and_the_shortest_through_its_earliest_node(long seed) {
        List<Edge> edges = edges(new SplittableRandom(seed), false);

        assertThatExceptionOfType(CycleException.class)
                .isThrownBy(() -> dag(edges))
                .satisfies(e -> {
                    assertThat(e.cycles()).isNotEmpty();
                    for (List<?> cycle : e.cycles()) {
                        int start = (int) cycle.get(0);
                        assertThat(cycle.get(cycle.size() - 1)).isEqualTo(start);
                        for (int i = 1; i < cycle.size(); i++) {
                            assertThat(edges).contains(new Edge((int) cycle.get(i - 1), (int) cycle.get(i)));
                        }
                        assertThat(cycle).hasSize(1 + shortestWayBack(edges, start));
                    }
                    int earliestOnAny = 0;
                    while (shortestWayBack(edges, earliestOnAny) == Integer.MAX_VALUE) earliestOnAny++;
                    assertThat(e.path().get(0)).isEqualTo(earliestOnAny);
                });
    }

    private static List<Edge> edges(RandomGenerator random, boolean acyclic) {
        List<Edge> edges = new ArrayList<>();
        for (int i = 0; i < 2 * NODES; i++) {
            int a = random.nextInt(NODES);
            int b = random.nextInt(NODES);
            if (!acyclic) edges.add(new Edge(a, b));
            // by a mixed order of the numbers, so that the order added is not the order of the edges
            else if (a != b) edges.add(mixed(a) < mixed(b) ? new Edge(a, b) : new Edge(b, a));
        }
        return edges;
    }

    private static int mixed(int node) {
        return node * 37 % NODES;
    }

    private static Dag<Integer> dag(List<Edge> edges) {
        Dag.Builder<Integer> builder = Dag.builder();
        for (int node = 0; node < NODES; node++) builder.add(node);
        for (Edge edge : edges) builder.edge(edge.first(), edge.then());
        return builder.build();
    }

    private static Set<Integer> reach(List<Edge> edges, int from) {
        Set<Integer> reached = new HashSet<>(Set.of(from));
        while (edges.stream().anyMatch(edge -> reached.contains(edge.first()) && reached.add(edge.then()))) {}
        return reached;
    }

    private static int shortestWayBack(List<Edge> edges, int start) {
        Set<Integer> reached = Set.of(start);
        for (int steps = 1; steps <= NODES; steps++) {
            Set<Integer> next = new HashSet<>();
            for (Edge edge : edges) if (reached.contains(edge.first())) next.add(edge.then());
            if (next.contains(start)) return steps;
            reached = next;
        }
        return Integer.MAX_VALUE;
    }
}

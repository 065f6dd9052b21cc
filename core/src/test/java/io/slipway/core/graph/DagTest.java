package io.slipway.core.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DagTest {
    /** Edges as text, such as {@code a>b b>c}; a word alone is a node. */
    private static Dag<String> dag(String text) {
        Dag.Builder<String> builder = Dag.builder();
        for (String part : text.split(" ")) {
            String[] nodes = part.split(">");
            if (nodes.length == 1) builder.add(part);
            else builder.edge(nodes[0], nodes[1]);
        }
        return builder.build();
    }

    @Test
    void a_node_stands_after_everything_before_it() {
        Dag<String> dag = dag("test package compile compile>test test>package");

        assertThat(dag.nodes()).containsExactly("compile", "test", "package");
    }

    @Test
    void among_nodes_that_could_stand_in_either_order_the_one_added_first_stands_first() {
        assertThat(dag("c b a d>b").nodes()).containsExactly("c", "a", "d", "b");
    }

    @Test
    void an_empty_graph_has_no_nodes() {
        Dag<String> dag = Dag.<String>builder().build();

        assertThat(dag.nodes()).isEmpty();
        assertThat(dag.edgeCount()).isZero();
        assertThat(dag.withAllAfter(List.of())).isEmpty();
    }

    @Test
    void a_node_or_edge_added_again_changes_nothing() {
        Dag<String> dag = dag("a a>b a>b b");

        assertThat(dag.nodes()).containsExactly("a", "b");
        assertThat(dag.edgeCount()).isEqualTo(1);
        assertThat(dag).hasToString("Dag[2 nodes, 1 edges]");
    }

    @Test
    void knows_the_neighbours_of_a_node_in_order() {
        Dag<String> dag = dag("z a m z>end a>end m>end");

        assertThat(dag.predecessors("end")).containsExactly("z", "a", "m");
        assertThat(dag.successors("a")).containsExactly("end");
        assertThat(dag.successors("end")).isEmpty();
        assertThat(dag.contains("end")).isTrue();
        assertThat(dag.contains("beginning")).isFalse();
    }

    @Test
    void reaches_everything_before_and_after_and_nothing_else() {
        Dag<String> dag = dag("a>b b>c x>c c>d y");

        assertThat(dag.withAllBefore(List.of("c"))).containsExactly("a", "b", "x", "c");
        assertThat(dag.withAllAfter(List.of("b"))).containsExactly("b", "c", "d");
        assertThat(dag.withAllBefore(List.of("y", "a", "a"))).containsExactly("a", "y");
    }

    @Test
    void a_restricted_graph_has_only_the_edges_between_what_is_kept() {
        Dag<String> restricted = dag("a>b b>c a>c").restrictedTo(Set.of("c", "a", "unknown"));

        assertThat(restricted.nodes()).containsExactly("a", "c");
        assertThat(restricted.successors("a")).containsExactly("c");
        assertThat(restricted.edgeCount()).isEqualTo(1);
    }

    @Test
    void a_node_of_another_graph_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> dag("a").successors("b"))
                .withMessage("node: b (expected: a node of this graph)");
    }

    @Test
    void nothing_that_it_hands_out_can_be_changed() {
        Dag<String> dag = dag("a>b");

        assertThatThrownBy(() -> dag.nodes().add("c")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> dag.successors("a").clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> dag.withAllAfter(List.of("a")).clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void tells_the_shortest_cycle_through_the_earliest_node_of_any() {
        assertThatExceptionOfType(CycleException.class)
                .isThrownBy(() -> dag("start start>a a>b b>c c>a b>a c>c"))
                .satisfies(e -> assertThat(e.path()).isEqualTo(List.of("a", "b", "a")))
                .withMessage("cycle: a -> b -> a");
    }

    @Test
    void tells_one_cycle_of_every_knot() {
        assertThatExceptionOfType(CycleException.class)
                .isThrownBy(() -> dag("a>b b>a b>c c>d d>e e>c x>x e>free"))
                .satisfies(e -> assertThat(e.cycles())
                        .isEqualTo(List.of(List.of("a", "b", "a"), List.of("c", "d", "e", "c"), List.of("x", "x"))));
    }

    @Test
    void a_chain_of_fifty_thousand_nodes_is_ordered_without_recursion() {
        List<Integer> reversed = numbers(50_000);
        Collections.reverse(reversed);
        Dag.Builder<Integer> builder = Dag.builder();
        for (int i : reversed) if (i > 0) builder.edge(i - 1, i);

        Dag<Integer> dag = builder.build();

        assertThat(dag.nodes()).isEqualTo(numbers(50_000));
        assertThat(dag.withAllBefore(List.of(49_999))).hasSize(50_000);
        assertThat(CriticalPath.of(dag, node -> 1).length()).isEqualTo(50_000);
    }

    @Test
    void a_cycle_of_fifty_thousand_nodes_is_told_whole_but_shown_short() {
        Dag.Builder<Integer> builder = Dag.builder();
        for (int i = 0; i < 50_000; i++) builder.edge(i, (i + 1) % 50_000);

        assertThatExceptionOfType(CycleException.class)
                .isThrownBy(builder::build)
                .satisfies(e -> assertThat(e.path()).hasSize(50_001))
                .satisfies(e -> assertThat(e.path().subList(49_999, 50_001)).isEqualTo(List.of(49_999, 0)))
                .satisfies(e -> assertThat(e.getMessage())
                        .startsWith("cycle: 0 -> 1 -> ")
                        .endsWith(" -> …")
                        .hasSizeLessThan(200));
    }

    private static List<Integer> numbers(int count) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < count; i++) numbers.add(i);
        return numbers;
    }
}

package io.slipway.core.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CriticalPathTest {
    private static final Dag<String> DIAMOND = Dag.<String>builder()
            .edge("start", "quick")
            .edge("start", "slow")
            .edge("quick", "end")
            .edge("slow", "end")
            .build();

    private static CriticalPath<String> weighed(Dag<String> dag, Map<String, Long> weights) {
        return CriticalPath.of(dag, weights::get);
    }

    @Test
    void follows_the_heaviest_chain_from_first_to_last() {
        CriticalPath<String> path = weighed(DIAMOND, Map.of("start", 1L, "quick", 2L, "slow", 5L, "end", 3L));

        assertThat(path.path()).containsExactly("start", "slow", "end");
        assertThat(path.length()).isEqualTo(9);
    }

    @Test
    void a_rank_is_the_time_from_the_start_of_a_node_until_everything_after_it_is_done() {
        CriticalPath<String> path = weighed(DIAMOND, Map.of("start", 1L, "quick", 2L, "slow", 5L, "end", 3L));

        assertThat(path.rank("end")).isEqualTo(3);
        assertThat(path.rank("quick")).isEqualTo(5);
        assertThat(path.rank("start")).isEqualTo(9);
    }

    @Test
    void equal_chains_tie_by_the_order_of_the_graph() {
        CriticalPath<String> path = weighed(DIAMOND, Map.of("start", 1L, "quick", 4L, "slow", 4L, "end", 1L));

        assertThat(path.path()).containsExactly("start", "quick", "end");
    }

    @Test
    void an_empty_graph_takes_no_time() {
        CriticalPath<String> path = CriticalPath.of(Dag.<String>builder().build(), node -> 1);

        assertThat(path.path()).isEmpty();
        assertThat(path.length()).isZero();
    }

    @Test
    void a_weight_below_nothing_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CriticalPath.of(DIAMOND, node -> -1))
                .withMessage("weight: -1 of end (expected: >= 0)");
    }

    @Test
    void a_node_of_another_graph_has_no_rank() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CriticalPath.of(DIAMOND, node -> 1).rank("elsewhere"))
                .withMessage("node: elsewhere (expected: a node of the graph)");
    }
}

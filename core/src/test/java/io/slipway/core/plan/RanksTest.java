package io.slipway.core.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.core.graph.CriticalPath;
import io.slipway.core.graph.Dag;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RanksTest {
    private static final Dag<String> CHAIN = Dag.<String>builder()
            .edge("compile", "test")
            .edge("test", "package")
            .edge("compile", "docs")
            .build();

    @Test
    void ranks_a_task_by_all_that_has_to_be_done_after_it() {
        Ranks<String> ranks = Ranks.of(CHAIN, task -> 10);

        assertThat(ranks.rank("compile")).isEqualTo(30);
        assertThat(ranks.rank("docs")).isEqualTo(10);
        assertThat(ranks.longest()).isEqualTo(30);
        assertThat(ranks.criticalPath()).containsExactly("compile", "test", "package");
        assertThat(ranks.left()).isEqualTo(4);
    }

    @Test
    void a_task_that_takes_longer_than_expected_moves_what_comes_before_it_up() {
        Ranks<String> ranks = Ranks.of(CHAIN, task -> 10);

        ranks.change("docs", 50);

        assertThat(ranks.rank("compile")).isEqualTo(60);
        assertThat(ranks.rank("test")).isEqualTo(20);
        assertThat(ranks.criticalPath()).containsExactly("compile", "docs");
    }

    @Test
    void what_is_done_counts_no_more() {
        Ranks<String> ranks = Ranks.of(CHAIN, task -> 10);

        ranks.finish("compile");
        ranks.finish("compile");
        ranks.finish("test");

        assertThat(ranks.rank("compile")).isZero();
        assertThat(ranks.longest()).isEqualTo(10);
        assertThat(ranks.left()).isEqualTo(2);
        assertThat(ranks.criticalPath()).hasSize(1);
    }

    @Test
    void a_task_that_is_done_before_its_turn_shortens_the_way_to_the_end() {
        Ranks<String> ranks = Ranks.of(CHAIN, task -> 10);

        ranks.finish("test");
        ranks.change("test", 1_000);

        assertThat(ranks.rank("compile")).isEqualTo(20);
    }

    @Test
    void has_no_critical_path_when_all_is_done_but_one_of_tasks_that_take_no_time() {
        Ranks<String> ranks = Ranks.of(CHAIN, task -> 0);

        ranks.finish("compile");
        assertThat(ranks.criticalPath()).containsExactly("test", "package");
        for (String task : CHAIN.nodes()) ranks.finish(task);

        assertThat(ranks.criticalPath()).isEmpty();
        assertThat(Ranks.of(Dag.<String>builder().build(), task -> 1).longest()).isZero();
    }

    @Test
    void refuses_a_strange_task_and_a_negative_weight() {
        Ranks<String> ranks = Ranks.of(CHAIN, task -> 10);

        assertThatThrownBy(() -> ranks.rank("deploy"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("task: deploy");
        assertThatThrownBy(() -> ranks.change("test", -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("weight: -1 of test");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void says_the_same_as_ranks_from_scratch_after_any_changes(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int size = 1 + random.nextInt(80);
        Dag.Builder<Integer> builder = Dag.builder();
        for (int i = 0; i < size; i++) builder.add(i);
        for (int edge = 0; edge < 3 * size; edge++) {
            int then = random.nextInt(size);
            if (then > 0) builder.edge(random.nextInt(then), then);
        }
        Dag<Integer> dag = builder.build();
        long[] weight = random.longs(size, 0, 50).toArray();
        Ranks<Integer> ranks = Ranks.of(dag, task -> weight[task]);
        List<Integer> left = new ArrayList<>(dag.nodes());

        while (!left.isEmpty()) {
            int task = left.get(random.nextInt(Math.min(4, left.size())));
            if (random.nextBoolean()) {
                ranks.finish(task);
                left.remove((Integer) task);
            } else {
                weight[task] = random.nextLong(50);
                ranks.change(task, weight[task]);
            }

            CriticalPath<Integer> fresh = CriticalPath.of(dag.restrictedTo(left), other -> weight[other]);
            for (int other : left) assertThat(ranks.rank(other)).isEqualTo(fresh.rank(other));
            assertThat(ranks.longest()).isEqualTo(fresh.length());
            assertThat(ranks.criticalPath().stream().mapToLong(i -> weight[i]).sum())
                    .isEqualTo(fresh.length());
            assertThat(ranks.left()).isEqualTo(left.size());
        }
    }
}

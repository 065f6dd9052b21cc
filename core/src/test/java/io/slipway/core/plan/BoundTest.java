package io.slipway.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.Labels;
import io.slipway.core.graph.Dag;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.Selector;
import io.slipway.core.plan.LowerBound.Argument;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BoundTest {
    @Test
    void a_chain_takes_its_length() {
        Dag<Integer> dag = Dag.<Integer>builder().edge(0, 1).edge(1, 2).build();

        assertThat(bound(dag, cpus(1), 16)).isEqualTo(new LowerBound(seconds(30), Argument.CRITICAL_PATH));
    }

    @Test
    void much_work_takes_all_agents_some_time() {
        Dag.Builder<Integer> dag = Dag.builder();
        for (int i = 0; i < 32; i++) dag.add(i);

        assertThat(bound(dag.build(), cpus(1), 16)).isEqualTo(new LowerBound(seconds(20), Argument.WORK));
    }

    @Test
    void one_task_more_than_slots_takes_twice_as_long() {
        Dag.Builder<Integer> dag = Dag.builder();
        for (int i = 0; i < 17; i++) dag.add(i);

        assertThat(bound(dag.build(), cpus(1), 16)).isEqualTo(new LowerBound(seconds(20), Argument.ENERGY));
    }

    @Test
    void work_between_a_first_and_a_last_task_waits_for_the_one_and_delays_the_other() {
        Dag.Builder<Integer> dag = Dag.builder();
        for (int i = 1; i < 9; i++) dag.edge(0, i).edge(i, 9);

        // 10 s, then 80 s of work on 4 slots, then 10 s.
        assertThat(bound(dag.build(), cpus(1), 4)).isEqualTo(new LowerBound(seconds(40), Argument.ENERGY));
    }

    @Test
    void work_in_between_goes_as_fast_as_fast_and_slow_agents_together() {
        Dag.Builder<Integer> dag = Dag.builder();
        for (int i = 1; i < 13; i++) dag.edge(0, i).edge(i, 13);
        Work work = new Work(seconds(10), cpus(1), Selector.any());

        LowerBound bound = bound(dag.build(), work, List.of(agent("linux", 1).withSpeed(2), agent("mac", 1)));

        // 5 s on the fast one, then 120 s of work at three times the speed, then 5 s.
        assertThat(bound).isEqualTo(new LowerBound(seconds(50), Argument.ENERGY));
    }

    @Test
    void tasks_that_take_more_than_half_run_one_after_another() {
        Dag<Integer> dag = Dag.<Integer>builder().add(3).add(4).add(5).build();

        LowerBound bound = new Planner(() -> 0)
                .plan(
                        dag,
                        cpus -> new Work(seconds(10).plusMillis(cpus), cpus(cpus), Selector.any()),
                        List.of(agent("linux", 5)),
                        Effort.ofSchedules(0))
                .lowerBound();

        assertThat(bound).isEqualTo(new LowerBound(seconds(30).plusMillis(12), Argument.DISJUNCTION));
    }

    @Test
    void work_that_only_some_agents_can_do_is_bounded_by_these() {
        Dag.Builder<Integer> dag = Dag.builder();
        for (int i = 0; i < 8; i++) dag.add(i);
        Work signing = new Work(seconds(10), cpus(1), Selector.of(Map.of("os", "mac")));

        LowerBound bound = bound(dag.build(), signing, List.of(agent("mac", 2), agent("linux", 64)));

        assertThat(bound).isEqualTo(new LowerBound(seconds(40), Argument.WORK));
    }

    @Test
    void a_fast_agent_does_more_work() {
        Dag.Builder<Integer> dag = Dag.builder();
        for (int i = 0; i < 8; i++) dag.add(i);
        Work work = new Work(seconds(10), cpus(1), Selector.any());

        LowerBound bound = bound(
                dag.build(), work, List.of(agent("mac", 1), agent("linux", 1).withSpeed(3)));

        assertThat(bound).isEqualTo(new LowerBound(seconds(20), Argument.WORK));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void no_order_of_a_few_tasks_on_one_agent_is_faster_than_the_bound(long seed) {
        RandomBacklog backlog = RandomBacklog.onOneAgent(seed, 1 + (int) (seed % 6));

        assertThat(bound(backlog).atLeast().toNanos()).isLessThanOrEqualTo(TinySearch.best(backlog));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void no_order_of_a_few_tasks_on_fast_and_slow_agents_is_faster_than_the_bound(long seed) {
        RandomBacklog backlog = RandomBacklog.onMixedAgents(seed, 1 + (int) (seed % 5));

        assertThat(bound(backlog).atLeast().toNanos()).isLessThanOrEqualTo(TinySearch.best(backlog));
    }

    private static LongStream seeds() {
        return LongStream.range(1000, 1060);
    }

    /** Both what is quick to find, and what is found while a plan is made. */
    private static LowerBound bound(RandomBacklog backlog) {
        LowerBound quick = backlog.plan(Effort.ofSchedules(0)).lowerBound();
        LowerBound raised = backlog.plan(Effort.ofSchedules(200)).lowerBound();
        assertThat(raised.atLeast()).isGreaterThanOrEqualTo(quick.atLeast());
        return raised;
    }

    private static LowerBound bound(Dag<Integer> dag, Resources each, int cpus) {
        return bound(dag, new Work(seconds(10), each, Selector.any()), List.of(agent("linux", cpus)));
    }

    private static LowerBound bound(Dag<Integer> dag, Work each, List<Agent> agents) {
        // A task that is no matter, so that the unit of time is small.
        Dag.Builder<Integer> more = Dag.<Integer>builder().add(-1);
        for (int task : dag.nodes()) {
            more.add(task);
            for (int next : dag.successors(task)) more.edge(task, next);
        }
        Work nothing = new Work(Duration.ofMillis(1), new Resources(0, 0), Selector.any());
        return new Planner(() -> 0)
                .plan(more.build(), task -> task < 0 ? nothing : each, agents, Effort.ofSchedules(0))
                .lowerBound();
    }

    private static Agent agent(String os, int cpus) {
        return new Agent(os, Labels.of(Map.of("os", os)), cpus(cpus));
    }

    private static Resources cpus(int count) {
        return new Resources(1000 * count, 0);
    }

    private static Duration seconds(long count) {
        return Duration.ofSeconds(count);
    }
}

package io.slipway.core.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.Labels;
import io.slipway.core.graph.Dag;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.Selector;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlannerTest {
    private static final Effort SOME = Effort.ofSchedules(200);

    private final Planner planner = new Planner(() -> 0);

    @Test
    void starts_the_long_chain_before_what_can_wait() {
        Dag<String> dag = Dag.<String>builder()
                .add("docs")
                .add("lint")
                .edge("compile", "test")
                .edge("test", "package")
                .build();

        Schedule<String> schedule = planner.plan(dag, task -> work(10), List.of(agent("a", 2)), SOME);

        assertThat(schedule.makespan()).isEqualTo(Duration.ofSeconds(30));
        assertThat(schedule.slot("compile").start()).isZero();
        assertThat(schedule.isProvenBest()).isTrue();
        assertThat(schedule.gap()).isZero();
        assertThat(schedule.lowerBound())
                .isEqualTo(new LowerBound(Duration.ofSeconds(30), LowerBound.Argument.CRITICAL_PATH));
    }

    @Test
    void lists_tasks_by_start() {
        Dag<String> dag =
                Dag.<String>builder().edge("compile", "test").add("docs").build();

        Schedule<String> schedule = planner.plan(dag, task -> work(10), List.of(agent("a", 2)), SOME);

        assertThat(schedule.tasks()).containsExactly("compile", "docs", "test");
    }

    @Test
    void runs_a_task_only_where_its_labels_and_resources_are() {
        Agent small = agent("small", 1);
        Agent mac = new Agent("mac", Labels.of(Map.of("os", "mac")), new Resources(8000, 8));
        Dag<String> dag =
                Dag.<String>builder().add("sign").add("heavy").add("light").build();
        Map<String, Work> works = Map.of(
                "sign", new Work(Duration.ofSeconds(10), Resources.DEFAULT, Selector.of(Map.of("os", "mac"))),
                "heavy", new Work(Duration.ofSeconds(10), new Resources(8000, 0), Selector.any()),
                "light", work(15));

        Schedule<String> schedule = planner.plan(dag, works::get, List.of(small, mac), SOME);

        assertThat(schedule.slot("sign").agent()).isEqualTo("mac");
        assertThat(schedule.slot("heavy").agent()).isEqualTo("mac");
        assertThat(schedule.slot("light").agent()).isEqualTo("small");
        assertThat(schedule.makespan()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void prefers_the_faster_agent_and_counts_with_its_speed() {
        Dag<String> dag = Dag.<String>builder().edge("compile", "test").build();

        Schedule<String> schedule = planner.plan(
                dag,
                task -> work(10),
                List.of(agent("slow", 4), agent("fast", 1).withSpeed(2)),
                SOME);

        assertThat(schedule.slot("test"))
                .isEqualTo(new Schedule.Slot("fast", Duration.ofSeconds(5), Duration.ofSeconds(10)));
        assertThat(schedule.isProvenBest()).isTrue();
    }

    @Test
    void finds_what_no_simple_rule_finds() {
        // On two slots the long task has to start at once, though nothing waits for it.
        Dag<Integer> dag =
                Dag.<Integer>builder().edge(0, 3).edge(0, 4).edge(1, 4).add(2).build();
        int[] seconds = {2, 2, 6, 3, 3};

        Schedule<Integer> schedule = planner.plan(dag, i -> work(seconds[i]), List.of(agent("a", 2)), SOME);

        assertThat(schedule.makespan()).isEqualTo(Duration.ofSeconds(8));
    }

    @Test
    void plans_nothing_in_no_time() {
        Schedule<String> schedule =
                planner.plan(Dag.<String>builder().build(), task -> work(1), List.of(agent("a", 1)), SOME);

        assertThat(schedule.tasks()).isEmpty();
        assertThat(schedule.makespan()).isZero();
        assertThat(schedule.gap()).isZero();
    }

    @Test
    void refuses_what_no_agent_can_ever_run() {
        Dag<String> dag = Dag.<String>builder().add("huge").build();
        Work huge = new Work(Duration.ofSeconds(1), new Resources(9000, 0), Selector.any());

        assertThatThrownBy(() -> planner.plan(dag, task -> huge, List.of(agent("a", 8)), SOME))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("huge")
                .hasMessageContaining("at least one of the agents");
        assertThatThrownBy(() -> planner.plan(dag, task -> huge, List.of(), SOME))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("agents: none");
    }

    @Test
    void refuses_to_tell_of_a_task_that_was_not_planned() {
        Schedule<String> schedule = planner.plan(
                Dag.<String>builder().add("compile").build(), task -> work(1), List.of(agent("a", 1)), SOME);

        assertThatThrownBy(() -> schedule.slot("test"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("task: test");
    }

    @Test
    void stops_as_soon_as_nothing_better_can_be_found() {
        // A clock that stands still: only the bound can end this.
        Dag<Integer> dag = Dag.<Integer>builder().add(0).add(1).add(2).add(3).build();

        Schedule<Integer> schedule = planner.plan(
                dag, i -> work(i == 3 ? 7 : 10), List.of(agent("a", 2)), Effort.ofTime(Duration.ofSeconds(1)));

        assertThat(schedule.makespan()).isEqualTo(Duration.ofSeconds(20));
        assertThat(schedule.isProvenBest()).isTrue();
    }

    @Test
    void stops_when_its_time_is_over() {
        RandomBacklog hard = RandomBacklog.onOneAgent(7, 60);
        AtomicLong asked = new AtomicLong();
        Planner hurried = new Planner(() -> asked.getAndIncrement() * 1_000_000);

        Schedule<Integer> schedule =
                hurried.plan(hard.dag(), hard.works()::get, hard.agents(), Effort.ofTime(Duration.ofMillis(30)));

        ScheduleRules.check(hard, schedule);
        assertThat(schedule.isProvenBest()).isFalse();
        assertThat(asked.get()).isLessThan(40);
    }

    @Test
    void gives_the_same_schedule_for_the_same_seed_and_others_for_others() {
        RandomBacklog backlog = RandomBacklog.onOneAgent(7, 60); // one that is not proven best at once

        Schedule<Integer> once = backlog.plan(SOME.withSeed(5));
        Schedule<Integer> again = backlog.plan(SOME.withSeed(5));
        List<List<Integer>> others = LongStream.range(6, 16)
                .mapToObj(seed -> backlog.plan(SOME.withSeed(seed)).tasks())
                .toList();

        assertThat(again.tasks()).isEqualTo(once.tasks());
        assertThat(others).anySatisfy(other -> assertThat(other).isNotEqualTo(once.tasks()));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void keeps_to_order_and_room_on_one_agent(long seed) {
        RandomBacklog backlog = RandomBacklog.onOneAgent(seed, 40);

        ScheduleRules.check(backlog, backlog.plan(SOME));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void keeps_to_order_room_and_labels_on_mixed_agents(long seed) {
        RandomBacklog backlog = RandomBacklog.onMixedAgents(seed, 40);

        ScheduleRules.check(backlog, backlog.plan(SOME));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void is_never_worse_than_a_simple_rule(long seed) {
        RandomBacklog one = RandomBacklog.onOneAgent(seed, 50);
        RandomBacklog mixed = RandomBacklog.onMixedAgents(seed, 50);

        // Not one schedule more than the rules themselves.
        assertThat(one.plan(Effort.ofSchedules(0)).makespan()).isLessThanOrEqualTo(SimpleRules.best(one));
        assertThat(mixed.plan(Effort.ofSchedules(0)).makespan()).isLessThanOrEqualTo(SimpleRules.best(mixed));
        assertThat(mixed.plan(Effort.ofSchedules(0)).makespan()).isLessThanOrEqualTo(SimpleRules.heft(mixed));
        assertThat(one.plan(Effort.ofSchedules(0)).makespan()).isLessThanOrEqualTo(SimpleRules.heft(one));
        assertThat(mixed.plan(SOME).makespan())
                .isLessThanOrEqualTo(mixed.plan(Effort.ofSchedules(0)).makespan());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void finds_the_best_of_a_few_tasks_and_bounds_it_from_below(long seed) {
        RandomBacklog backlog = RandomBacklog.onOneAgent(seed, 6);
        long best = TinySearch.best(backlog);

        Schedule<Integer> schedule = backlog.plan(SOME);

        assertThat(schedule.makespan().toNanos()).isEqualTo(best);
        assertThat(schedule.lowerBound().atLeast().toNanos()).isLessThanOrEqualTo(best);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void bounds_a_few_tasks_on_mixed_agents_from_below(long seed) {
        RandomBacklog backlog = RandomBacklog.onMixedAgents(seed, 4);
        long best = TinySearch.best(backlog);

        Schedule<Integer> schedule = backlog.plan(SOME);

        assertThat(schedule.lowerBound().atLeast().toNanos()).isLessThanOrEqualTo(best);
        assertThat(schedule.makespan().toNanos()).isGreaterThanOrEqualTo(best);
    }

    private static Work work(long seconds) {
        return new Work(Duration.ofSeconds(seconds), Resources.DEFAULT, Selector.any());
    }

    private static Agent agent(String id, int cpus) {
        return new Agent(id, Labels.of(Map.of()), new Resources(1000 * cpus, 8));
    }
}

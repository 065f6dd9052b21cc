package io.slipway.core.schedule;

import static io.slipway.core.schedule.Stage.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.Labels;
import io.slipway.core.agent.Vitals;
import io.slipway.core.fairshare.Tenant;
import io.slipway.core.limit.LimitChange;
import io.slipway.core.limit.Throttle;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.Task;
import io.slipway.core.run.FleetEvent;
import io.slipway.core.run.LimitScope;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.RunId;
import io.slipway.core.run.RunOptions;
import io.slipway.core.run.TaskState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Limits that follow how tasks go, below what people said. */
class LearntLimitTest {
    private static final int MANY = 200;
    private static final RunId URGENT = new RunId("urgent");

    private final Stage stage = new Stage().at(1000).lease(100_000);
    private long now = 1000;

    private static Agent agent(int cpus) {
        return new Agent("a", Labels.of(Map.of("os", "linux")), new Resources(cpus * 1000, 0));
    }

    private Stage begin(int cpus) {
        stage.tell(new Input.Heartbeat(agent(cpus), List.of()));
        Task.Builder[] many = new Task.Builder[MANY];
        for (int i = 0; i < MANY; i++) {
            many[i] = task("t" + i).resources(new Resources(100, 0)).throttle("disk", 1);
            stage.lasts("t" + i, 100);
        }
        return stage.tasks(many).submit();
    }

    private Stage beginAll(int cpus) {
        begin(cpus);
        for (int i = 0; i < MANY; i++) stage.miss("t" + i);
        return stage;
    }

    private Throttle limit(LimitScope scope, String name) {
        return stage.state().ceilings().find(scope, name).orElseThrow();
    }

    private List<FleetEvent.LimitChanged> changes() {
        List<FleetEvent.LimitChanged> changes = new ArrayList<>();
        stage.events().forEach(event -> {
            if (event instanceof FleetEvent.LimitChanged changed) changes.add(changed);
        });
        return changes;
    }

    /** One ends after the other, on a host that carries so many without slowing any of them down. */
    private void work(int count, int carried) {
        for (int i = 0; i < count; i++) {
            List<String> running = stage.running();
            stage.at(now += 100 / Math.min(carried, running.size()));
            stage.succeed(running.stream()
                    .min((a, b) -> startedAt(a).compareTo(startedAt(b)))
                    .orElseThrow());
        }
    }

    private Instant startedAt(String task) {
        return stage.state().active(Stage.RUN).get(Stage.address(task)).startedAt;
    }

    @Test
    void tasks_that_take_longer_than_expected_lower_the_limit_of_their_agent() {
        stage.tell(new Input.SetLimit(LimitScope.AGENT, "a", 12, 20));
        beginAll(64);

        work(60, 4);

        assertThat(limit(LimitScope.AGENT, "a").value()).isLessThan(8);
        assertThat(changes().subList(1, changes().size())).isNotEmpty().allSatisfy(change -> {
            assertThat(change.cause()).isEqualTo(LimitChange.Cause.SLOWDOWN);
            assertThat(change.ceiling()).isEqualTo(20);
        });
        assertThat(stage.running().size()).isLessThan(12);
    }

    @Test
    void a_limit_grows_while_tasks_go_well_and_never_passes_what_people_said() {
        stage.tell(new Input.SetLimit(LimitScope.AGENT, "a", 2, 6));
        beginAll(64);

        work(60, 20);

        assertThat(limit(LimitScope.AGENT, "a").value()).isGreaterThan(2);
        assertThat(changes()).allSatisfy(change -> assertThat(change.value()).isLessThanOrEqualTo(6));
    }

    @Test
    void pools_and_throttle_classes_learn_too() {
        stage.tell(new Input.SetLimit(LimitScope.POOL, "os=linux", 12, 20));
        stage.tell(new Input.SetLimit(LimitScope.THROTTLE, "disk", 12, 20));
        beginAll(64);

        work(60, 4);

        assertThat(limit(LimitScope.POOL, "os=linux").value()).isLessThan(12);
        assertThat(limit(LimitScope.THROTTLE, "disk").value()).isLessThan(12);
    }

    @Test
    void a_limit_that_people_set_for_good_does_not_move() {
        stage.tell(new Input.SetLimit(LimitScope.AGENT, "a", 12));
        beginAll(64);

        work(60, 4);

        assertThat(changes()).hasSize(1);
        assertThat(stage.running()).hasSize(12);
    }

    @Test
    void what_the_host_says_of_its_pressure_and_memory_lowers_the_limit_before_any_task_has_ended() {
        stage.tell(new Input.SetLimit(LimitScope.AGENT, "a", 16, 20));
        beginAll(64);
        List<Input.RunningAttempt> running = new ArrayList<>();
        for (String name : stage.running()) running.add(Stage.attempt(name, 1));

        for (int i = 0; i < 30; i++) {
            stage.at(now += 2);
            stage.tell(new Input.Heartbeat(agent(64), running, Vitals.NONE.withPressure(0.6)));
        }
        int value = limit(LimitScope.AGENT, "a").value();
        assertThat(value).isLessThan(12);
        assertThat(changes()).anySatisfy(change -> assertThat(change.cause()).isEqualTo(LimitChange.Cause.PRESSURE));

        stage.tell(new Input.Heartbeat(agent(64), running, Vitals.NONE.withFreeMemory(0.0)));
        assertThat(limit(LimitScope.AGENT, "a").isUnderPressure()).isTrue();
        assertThat(changes())
                .anySatisfy(change -> assertThat(change.underPressure()).isTrue());
    }

    @Test
    void under_pressure_urgent_work_still_gets_its_slice() {
        stage.tell(new Input.SetLimit(LimitScope.THROTTLE, "disk", 8, 20));
        begin(64);
        for (int i = 0; i < 7; i++) stage.miss("t" + i);
        limit(LimitScope.THROTTLE, "disk").set(8, true);

        stage.miss("t7");
        assertThat(stage.stateOf("t7")).isEqualTo(TaskState.QUEUED);

        stage.tasks(task("u").throttle("disk", 1)).submit(URGENT, RunOptions.DEFAULT.withPriority(1));
        stage.missAs(URGENT, "u", "u");
        assertThat(stage.task(URGENT, "u").state()).isEqualTo(TaskState.RUNNING);
    }

    @Test
    void urgent_work_gets_its_slice_of_an_agent_though_the_like_of_it_waits() {
        stage.tell(new Input.SetLimit(LimitScope.AGENT, "a", 8, 20));
        begin(64);
        for (int i = 0; i < 7; i++) stage.miss("t" + i);
        limit(LimitScope.AGENT, "a").set(8, true);
        stage.miss("t7");
        assertThat(stage.stateOf("t7")).isEqualTo(TaskState.QUEUED);

        stage.submit(URGENT, RunOptions.DEFAULT.withPriority(1)).missAs(URGENT, "t0", "u");

        assertThat(stage.task(URGENT, "t0").state()).isEqualTo(TaskState.RUNNING);
    }

    @Test
    void who_becomes_urgent_while_it_waits_gets_its_slice_at_once() {
        stage.tell(new Input.SetLimit(LimitScope.AGENT, "a", 8, 20));
        begin(64);
        for (int i = 0; i < 7; i++) stage.miss("t" + i);
        limit(LimitScope.AGENT, "a").set(8, true);
        stage.miss("t7");
        stage.submit(URGENT, RunOptions.DEFAULT).missAs(URGENT, "t0", "u");
        assertThat(stage.task(URGENT, "t0").state()).isEqualTo(TaskState.QUEUED);

        stage.tell(new Input.Prioritise(URGENT, 1));

        assertThat(stage.task(URGENT, "t0").state()).isEqualTo(TaskState.RUNNING);
        assertThat(stage.stateOf("t7")).isEqualTo(TaskState.QUEUED);
    }

    @Test
    void urgent_work_gets_its_slice_when_it_is_free_though_another_tenants_like_of_it_goes_first() {
        RunId usual = new RunId("usual");
        stage.tell(new Input.SetLimit(LimitScope.AGENT, "a", 8, 20));
        begin(64);
        for (int i = 0; i < 8; i++) stage.miss("t" + i);
        limit(LimitScope.AGENT, "a").set(8, true);
        stage.submit(usual, RunOptions.DEFAULT.forTenant(Tenant.of("usual"))).missAs(usual, "t0", "v");
        stage.submit(URGENT, RunOptions.DEFAULT.forTenant(Tenant.of("hasty")).withPriority(1))
                .missAs(URGENT, "t0", "u");
        assertThat(stage.task(URGENT, "t0").state()).isEqualTo(TaskState.QUEUED);

        stage.succeed("t0");

        assertThat(stage.task(URGENT, "t0").state()).isEqualTo(TaskState.RUNNING);
        assertThat(stage.task(usual, "t0").state()).isEqualTo(TaskState.QUEUED);
    }

    @Test
    void agents_that_do_not_come_back_leave_no_limit_behind() {
        stage.lease(30);
        stage.tell(new Input.SetLimit(LimitScope.AGENT, Input.SetLimit.EVERY_AGENT, 2, 6));
        stage.tell(new Input.SetLimit(LimitScope.AGENT, "named", 3));
        for (int i = 0; i < 20; i++) stage.heartbeat("short-" + i);
        stage.heartbeat("named");
        assertThat(stage.state().ceilings().find(LimitScope.AGENT, "short-7")).isPresent();

        for (int at = 1000; at < 1000 + 22 * 30; at += 15) stage.at(at);

        assertThat(stage.state().fleet().agents()).isEmpty();
        for (int i = 0; i < 20; i++)
            assertThat(stage.state().ceilings().find(LimitScope.AGENT, "short-" + i))
                    .isEmpty();
        assertThat(limit(LimitScope.AGENT, "named").value()).isEqualTo(3);
        stage.heartbeat("short-1");
        assertThat(limit(LimitScope.AGENT, "short-1").ceiling()).isEqualTo(6);
    }

    @Test
    void a_full_pool_that_has_room_again_concerns_its_own_agents_only() {
        stage.tell(new Input.SetLimit(LimitScope.POOL, "os=linux", 1));
        stage.agent("far", 1000, 0, Map.of("os", "macos"));
        stage.agent("one", 1000, 0, Map.of("os", "linux")).agent("two", 1000, 0, Map.of("os", "linux"));
        stage.tasks(task("t").requires(Map.of("os", "linux"))).submit().miss("t");
        Roster agents = stage.state().agents();

        assertThat(agents.alsoGetRoom(agents.get("one", "a test")))
                .extracting(standing -> standing.id)
                .containsExactly("one", "two");
        stage.agent("two", 1000, 0, Map.of("os", "macos"));
        assertThat(agents.alsoGetRoom(agents.get("one", "a test")))
                .extracting(standing -> standing.id)
                .containsExactly("one");
    }

    @Test
    void urgent_work_that_waits_for_a_throttle_class_gets_its_slice_when_it_is_free() {
        stage.tell(new Input.SetLimit(LimitScope.THROTTLE, "disk", 8, 20));
        begin(64);
        for (int i = 0; i < 8; i++) stage.miss("t" + i);
        limit(LimitScope.THROTTLE, "disk").set(8, true);
        stage.miss("t8");
        stage.submit(URGENT, RunOptions.DEFAULT.withPriority(1)).missAs(URGENT, "t0", "u");
        assertThat(stage.task(URGENT, "t0").state()).isEqualTo(TaskState.QUEUED);

        stage.succeed("t0");

        assertThat(stage.task(URGENT, "t0").state()).isEqualTo(TaskState.RUNNING);
        assertThat(stage.stateOf("t8")).isEqualTo(TaskState.QUEUED);
    }

    @Test
    void as_many_start_as_a_larger_limit_of_a_throttle_class_lets() {
        stage.tell(new Input.SetLimit(LimitScope.THROTTLE, "disk", 1));
        beginAll(64);
        assertThat(stage.running()).hasSize(1);

        stage.tell(new Input.SetLimit(LimitScope.THROTTLE, "disk", 10));

        assertThat(stage.running()).hasSize(10);
    }

    @Test
    void as_many_light_tasks_start_as_a_heavy_one_gives_back() {
        stage.tell(new Input.SetLimit(LimitScope.THROTTLE, "disk", 4));
        stage.agent(64_000, 0);
        stage.tasks(
                        task("heavy").throttle("disk", 4),
                        task("a").throttle("disk", 1),
                        task("b").throttle("disk", 1),
                        task("c").throttle("disk", 1))
                .submit()
                .miss("heavy", "a", "b", "c");
        assertThat(stage.running()).containsExactly("heavy");

        stage.succeed("heavy");

        assertThat(stage.running()).containsExactly("a", "b", "c");
    }

    @Test
    void an_agent_that_comes_back_larger_begins_with_as_much_more() {
        stage.tell(new Input.SetLimit(LimitScope.AGENT, "a", 8, 20));
        begin(16);

        stage.tell(new Input.Heartbeat(agent(32), List.of()));

        assertThat(limit(LimitScope.AGENT, "a").value()).isEqualTo(16);
        assertThat(changes().get(1).cause()).isEqualTo(LimitChange.Cause.CAPACITY);
        stage.tell(new Input.Heartbeat(agent(64), List.of()));
        assertThat(limit(LimitScope.AGENT, "a").value())
                .as("no higher than people said")
                .isEqualTo(20);
    }

    @Test
    void a_limit_for_every_agent_is_for_those_that_come_later_too_and_each_learns_by_itself() {
        stage.tell(new Input.Heartbeat(agent(16), List.of()));
        stage.tell(new Input.SetLimit(LimitScope.AGENT, "b", 3));

        stage.tell(new Input.SetLimit(LimitScope.AGENT, Input.SetLimit.EVERY_AGENT, 5, 9));
        stage.heartbeat("b").heartbeat("c");

        assertThat(limit(LimitScope.AGENT, "a").value()).isEqualTo(5);
        assertThat(limit(LimitScope.AGENT, "b").ceiling())
                .as("its own goes first")
                .isZero();
        assertThat(limit(LimitScope.AGENT, "c").ceiling()).isEqualTo(9);
    }

    @Test
    void another_limit_for_every_agent_takes_the_place_of_the_one_before() {
        stage.heartbeat("a").heartbeat("b").tell(new Input.SetLimit(LimitScope.AGENT, "b", 3));
        stage.tell(new Input.SetLimit(LimitScope.AGENT, Input.SetLimit.EVERY_AGENT, 1));

        stage.tell(new Input.SetLimit(LimitScope.AGENT, Input.SetLimit.EVERY_AGENT, 2));

        assertThat(limit(LimitScope.AGENT, "a").value()).isEqualTo(2);
        assertThat(limit(LimitScope.AGENT, "b").value())
                .as("its own goes first")
                .isEqualTo(3);
        assertThat(stage.heartbeat("c").state().ceilings().find(LimitScope.AGENT, "c"))
                .hasValueSatisfying(limit -> assertThat(limit.value()).isEqualTo(2));
    }

    @Test
    void a_restart_goes_on_from_the_values_that_were_written_down() {
        stage.tell(new Input.SetLimit(LimitScope.AGENT, "a", 12, 20));
        beginAll(64);
        work(40, 4);
        int value = limit(LimitScope.AGENT, "a").value();

        stage.restart(stage.events().size()).at(now);

        assertThat(limit(LimitScope.AGENT, "a").value()).isEqualTo(value);
        assertThat(limit(LimitScope.AGENT, "a").ceiling()).isEqualTo(20);
        work(40, 4);
        assertThat(changes()).allSatisfy(change -> assertThat(change.value()).isLessThanOrEqualTo(20));
    }

    @Test
    void tasks_that_the_host_could_not_carry_lower_the_limit_and_those_that_failed_by_themselves_do_not() {
        stage.tell(new Input.SetLimit(LimitScope.AGENT, "a", 12, 20));
        stage.tell(new Input.Heartbeat(agent(64), List.of()));
        stage.tasks(task("t"), task("u"), task("v")).lasts("t", 10).lasts("u", 10);
        stage.submit(Stage.RUN, new RunOptions(true, false)).miss("t", "u", "v");

        stage.at(1010).fail("t");
        assertThat(limit(LimitScope.AGENT, "a").value()).isEqualTo(12);

        stage.report(Stage.RUN, "u", new Outcome(Outcome.Kind.MEMORY_EXCEEDED, -1, "too much; let it ask for more"));
        assertThat(limit(LimitScope.AGENT, "a").value()).isEqualTo(1);
        assertThat(changes().get(1).cause()).isEqualTo(LimitChange.Cause.DROP);
    }

    @Test
    void a_limit_cannot_begin_above_its_ceiling() {
        assertThatThrownBy(() -> new Input.SetLimit(LimitScope.AGENT, "a", 3, 2))
                .hasMessageContaining("ceiling");
        assertThatThrownBy(() ->
                        new FleetEvent.LimitChanged(LimitScope.AGENT, "a", 3, false, LimitChange.Cause.SLOWDOWN, 2))
                .hasMessageContaining("value");
    }
}

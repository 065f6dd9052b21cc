package io.slipway.core.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.AgentState;
import io.slipway.core.agent.AgentStatus;
import io.slipway.core.agent.Fleet;
import io.slipway.core.agent.Labels;
import io.slipway.core.agent.Reservation;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.Selector;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.placement.Preemption.Running;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreemptionTest {
    private static final Predicate<Agent> EVERYWHERE = agent -> true;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Request TWO_CPUS = Request.of(Selector.any(), new Resources(2000, 0));

    private final Fleet fleet = new Fleet();

    private PreemptionTest agents(String... ids) {
        for (String id : ids) {
            fleet.register(new Agent(id, Labels.of(Map.of("pool", id)), new Resources(4000, 0)));
        }
        return this;
    }

    private static Running running(String name, String agent, int cpus, int priority, int elapsedSeconds) {
        return running(
                Request.of(Selector.any(), new Resources(cpus * 1000, 0)), name, agent, priority, elapsedSeconds);
    }

    private static Running running(Request request, String name, String agent, int priority, int elapsedSeconds) {
        return new Running(
                request.on(agent, "run", TaskAddress.parse("s:" + name), List.of()),
                priority,
                true,
                Duration.ofSeconds(elapsedSeconds),
                Duration.ofHours(1));
    }

    private Optional<Preemption> choose(Request request, int priority, Running... running) {
        return Preemption.choose(request, priority, fleet, EVERYWHERE, Arrays.asList(running), PATIENCE);
    }

    private static List<String> names(Optional<Preemption> preemption) {
        return preemption.orElseThrow().victims().stream()
                .map(victim -> victim.held().task().task())
                .toList();
    }

    @Test
    void those_go_whose_going_loses_least_work() {
        agents("a", "b");

        Optional<Preemption> found = choose(
                TWO_CPUS,
                5,
                running("old", "a", 4, 1, 900),
                running("young", "b", 2, 1, 60),
                running("middle", "b", 2, 1, 300));

        assertThat(found).hasValueSatisfying(some -> assertThat(some.agent()).isEqualTo("b"));
        assertThat(names(found)).containsExactly("young");
        assertThat(found.orElseThrow().lostCpuSeconds()).isEqualTo(120);
    }

    @Test
    void nobody_of_the_same_or_higher_priority_goes() {
        agents("a");

        assertThat(choose(TWO_CPUS, 5, running("same", "a", 2, 5, 1), running("higher", "a", 2, 9, 1)))
                .isEmpty();
    }

    @Test
    void what_must_not_run_twice_stays() {
        agents("a");
        Running deploy = new Running(
                running("deploy", "a", 4, 1, 1).held(), 1, false, Duration.ofSeconds(1), Duration.ofHours(1));

        assertThat(choose(TWO_CPUS, 5, deploy)).isEmpty();
    }

    @Test
    void only_agents_of_the_pools_that_allow_it_are_looked_at() {
        agents("a", "b");
        List<Running> running = List.of(running("x", "a", 4, 1, 1), running("y", "b", 4, 1, 100));

        Optional<Preemption> found =
                Preemption.choose(TWO_CPUS, 5, fleet, agent -> agent.id().equals("b"), running, Duration.ZERO);

        assertThat(names(found)).containsExactly("y");
        assertThat(Preemption.choose(TWO_CPUS, 5, fleet, agent -> false, running, Duration.ZERO))
                .isEmpty();
    }

    @Test
    void room_that_comes_soon_by_itself_is_waited_for() {
        agents("a", "b");
        Running other = running("x", "a", 4, 1, 1);

        assertThat(choose(TWO_CPUS, 5, other, ending(PATIENCE))).isEmpty();
        assertThat(names(choose(TWO_CPUS, 5, other, ending(PATIENCE.plusNanos(1)))))
                .containsExactly("x");
    }

    private static Running ending(Duration remaining) {
        return new Running(running("ending", "b", 4, 9, 1).held(), 9, true, Duration.ofHours(1), remaining);
    }

    @Test
    void no_more_go_than_have_to() {
        agents("a");

        Optional<Preemption> found =
                choose(TWO_CPUS, 5, running("small", "a", 1, 1, 10), running("large", "a", 3, 1, 100));

        assertThat(names(found)).containsExactly("large");
    }

    @Test
    void who_wants_an_agent_for_itself_drives_out_all_and_is_driven_out_to_make_room() {
        agents("a");
        Request alone = Request.of(Selector.any(), new Resources(1000, 0)).exclusively();

        assertThat(names(choose(alone, 5, running("x", "a", 1, 1, 1), running("y", "a", 1, 1, 2))))
                .containsExactly("x", "y");
        assertThat(names(choose(TWO_CPUS, 5, running(alone, "alone", "a", 1, 1))))
                .containsExactly("alone");
        assertThat(choose(alone, 5, running("x", "a", 1, 1, 1), running("y", "a", 1, 7, 2)))
                .isEmpty();
    }

    @Test
    void another_of_a_group_that_is_kept_apart_has_to_go() {
        agents("a");
        Request apart = Request.of(Selector.any(), new Resources(1000, 0)).apartFrom("web");

        assertThat(names(choose(apart, 5, running(apart, "web", "a", 1, 50), running("x", "a", 1, 1, 1))))
                .containsExactly("web");
    }

    @Test
    void agents_that_cannot_run_it_are_left_alone() {
        agents("a", "b", "c");
        fleet.setStatus("a", AgentStatus.READY.withState(AgentState.CORDONED));
        fleet.setStatus("b", AgentStatus.READY.heldFor("ada"));
        Request request = Request.of(Selector.of(Map.of("pool", "a")), new Resources(2000, 0));
        Running[] running = {running("x", "a", 4, 1, 1), running("y", "b", 4, 1, 1), running("z", "c", 4, 1, 9)};

        assertThat(choose(request, 5, running)).isEmpty();
        assertThat(names(choose(TWO_CPUS, 5, running))).containsExactly("z");
        assertThat(names(choose(TWO_CPUS.inTheNameOf("ada"), 5, running))).containsExactly("y");
        assertThat(choose(Request.of(Selector.any(), new Resources(5000, 0)), 5, running))
                .isEmpty();
    }

    @Test
    void equal_losses_go_by_how_long_they_would_hold_on_and_then_by_name() {
        agents("b", "a");
        Running longer =
                new Running(running("z", "b", 2, 1, 10).held(), 1, true, Duration.ofSeconds(10), Duration.ofHours(2));

        assertThat(names(choose(TWO_CPUS, 5, running("y", "b", 2, 1, 10), longer, running("x", "a", 4, 7, 0))))
                .containsExactly("z");
        assertThat(choose(TWO_CPUS, 5, running("y", "b", 4, 1, 10), running("x", "a", 4, 1, 10))
                        .orElseThrow()
                        .agent())
                .isEqualTo("a");
    }

    @Test
    void a_preemption_without_a_victim_is_refused() {
        assertThatThrownBy(() -> new Preemption("a", List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void driving_out_comes_to_an_end_and_leaves_room_for_who_drove_out(long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        agents("a", "b", "c");
        List<Running> running = new ArrayList<>();
        List<Running> waiting = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            waiting.add(running("t" + i, "a", 1 + random.nextInt(3), random.nextInt(4), random.nextInt(1000)));
        }

        int preemptions = 0;
        for (boolean moved = true; moved; ) {
            moved = false;
            for (Running each : List.copyOf(waiting)) {
                Request request = Request.of(Selector.any(), each.held().resources());
                Optional<String> agent = freeAgent(request, running);
                Optional<Preemption> preemption = agent.isPresent()
                        ? Optional.empty()
                        : Preemption.choose(request, each.priority(), fleet, EVERYWHERE, running, Duration.ZERO);
                if (preemption.isPresent()) {
                    running.removeAll(preemption.get().victims());
                    waiting.addAll(preemption.get().victims());
                    agent = Optional.of(preemption.get().agent());
                    assertThat(freeAgent(request, running)).isPresent();
                    preemptions++;
                }
                if (agent.isEmpty()) continue;
                moved = true;
                waiting.remove(each);
                running.add(on(agent.get(), each));
            }
            assertThat(preemptions).isLessThan(10_000);
        }

        assertThat(preemptions).isPositive();
    }

    private static Running on(String agent, Running task) {
        Reservation held = Request.of(Selector.any(), task.held().resources())
                .on(agent, "run", task.held().task(), List.of());
        return new Running(held, task.priority(), true, task.elapsed(), task.remaining());
    }

    private Optional<String> freeAgent(Request request, List<Running> running) {
        return fleet.agents().stream()
                .map(Agent::id)
                .filter(agent -> running.stream()
                                        .filter(each -> each.held().agent().equals(agent))
                                        .mapToInt(
                                                each -> each.held().resources().milliCpu())
                                        .sum()
                                + request.resources().milliCpu()
                        <= 4000)
                .findFirst();
    }
}

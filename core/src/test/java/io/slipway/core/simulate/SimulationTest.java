package io.slipway.core.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.core.agent.Agent;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.Event;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunResult;
import io.slipway.core.schedule.Input;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SimulationTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void brings_every_run_of_a_busy_quarter_of_an_hour_to_its_end() {
        List<Agent> fleet = Farms.mixed(10);
        Tally tally = new Tally();

        Simulation.of(fleet, minutes(fleet, 1, 15)).watch(tally).build().run();

        assertThat(tally.result().runs()).isGreaterThan(20);
        assertThat(tally.result().succeededRuns()).isEqualTo(tally.result().runs());
    }

    @Test
    void leads_to_the_same_events_from_the_same_seed_and_to_others_from_another() {
        List<Event> once = eventsOfTroubledMinutes(7);
        List<Event> again = eventsOfTroubledMinutes(7);
        List<Event> other = eventsOfTroubledMinutes(8);

        assertThat(again).isEqualTo(once);
        assertThat(other).isNotEqualTo(once);
    }

    private static List<Event> eventsOfTroubledMinutes(long seed) {
        List<Agent> fleet = Farms.mixed(10);
        Farms.Events events = new Farms.Events();
        Simulation.of(fleet, minutes(fleet, seed, 6))
                .faults(SeededFaults.of(seed, 20, fleet.size(), Duration.ofMinutes(6)))
                .watch(events)
                .build()
                .run();
        return events.all;
    }

    private static Workload minutes(List<Agent> fleet, long seed, int minutes) {
        return SeededWorkload.builder(seed, fleet)
                .services(10)
                .load(0.6, 0)
                .lasting(Duration.ofMinutes(minutes))
                .build();
    }

    @Test
    void takes_as_long_as_the_tasks_take_one_after_the_other() {
        Arrival run = Farms.run(
                "a", MINUTE, MINUTE, Farms.task("s:one"), Farms.task("s:two").needs("one"));

        Duration time = simulate(Farms.plain(1, 4), run);

        assertThat(time).isEqualTo(MINUTE.multipliedBy(3));
    }

    @Test
    void takes_half_as_long_on_an_agent_that_is_twice_as_fast() {
        Agent fast = Farms.plain(1, 4).get(0).withSpeed(2);
        Arrival run = Farms.run("a", Duration.ZERO, MINUTE, Farms.task("s:one"));

        Duration time = simulate(List.of(fast), run);

        assertThat(time).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void reuses_what_the_workload_says_is_there_after_the_time_of_a_look_up() {
        TaskAddress task = TaskAddress.parse("s:one");
        Work reused = new Work(MINUTE, true, Outcome.Kind.SUCCEEDED);
        Arrival run = Farms.run(
                "a",
                Duration.ZERO,
                Map.of(task, reused),
                List.of(Farms.task("s:one").build()));
        Farms.Events events = new Farms.Events();

        Duration time = Simulation.of(Farms.plain(1, 1), Workload.of(List.of(run)))
                .lookUp(Duration.ofSeconds(2))
                .watch(events)
                .build()
                .run();

        assertThat(time).isEqualTo(Duration.ofSeconds(2));
        assertThat(events.of(RunEvent.TaskReused.class)).hasSize(1);
        assertThat(events.of(RunEvent.AttemptStarted.class)).isEmpty();
    }

    @Test
    void ends_when_its_time_is_up_though_something_is_still_going_on() {
        Arrival run = Farms.run(
                "a",
                Duration.ZERO,
                MINUTE,
                Farms.task("s:one"),
                Farms.task("s:two").needs("one"));
        Tally tally = new Tally();

        Simulation.of(Farms.plain(1, 1), Workload.of(List.of(run)))
                .until(Duration.ofSeconds(90))
                .watch(tally)
                .build()
                .run();

        assertThat(tally.result().executed()).isOne();
        assertThat(tally.result().endedRuns()).isZero();
    }

    @Test
    void does_what_people_ask_when_they_ask_it() {
        Arrival run = Farms.run("a", Duration.ZERO, MINUTE, Farms.task("s:one"));
        Farms.Events events = new Farms.Events();
        Input cancel = new Input.Cancel(run.submit().run(), "enough");

        Duration time = Simulation.of(Farms.plain(1, 1), Workload.of(List.of(run)))
                .asks(List.of(new Simulation.Ask(Duration.ofSeconds(20), cancel)))
                .watch(events)
                .build()
                .run();

        assertThat(time).isEqualTo(Duration.ofSeconds(20));
        assertThat(events.of(RunEvent.RunFinished.class))
                .extracting(RunEvent.RunFinished::result)
                .containsExactly(RunResult.CANCELLED);
    }

    @Test
    void a_task_that_fails_fails_its_run() {
        Work failing = new Work(MINUTE, false, Outcome.Kind.FAILED);
        Arrival run = Farms.run(
                "a",
                Duration.ZERO,
                Map.of(TaskAddress.parse("s:one"), failing),
                List.of(Farms.task("s:one").build()));
        Tally tally = new Tally();

        Simulation.of(Farms.plain(1, 1), Workload.of(List.of(run)))
                .watch(tally)
                .build()
                .run();

        assertThat(tally.result().runs()).isOne();
        assertThat(tally.result().succeededRuns()).isZero();
    }

    @Test
    void refuses_a_fleet_with_two_agents_of_one_name() {
        List<Agent> fleet = new ArrayList<>(Farms.plain(1, 1));
        fleet.addAll(Farms.plain(1, 2));

        assertThatThrownBy(() -> Simulation.of(fleet, Workload.of(List.of())).build())
                .hasMessage("fleet: two agents agent-1 (expected: each id once)");
    }

    @Test
    void says_which_task_nobody_told_it_about() {
        Arrival run = Farms.run(
                "a", Duration.ZERO, Map.of(), List.of(Farms.task("s:one").build()));

        assertThatThrownBy(() -> simulate(Farms.plain(1, 1), run)).hasMessageContaining("nothing for s:one of run a");
    }

    private static Duration simulate(List<Agent> fleet, Arrival... arrivals) {
        return Simulation.of(fleet, Workload.of(List.of(arrivals))).build().run();
    }
}

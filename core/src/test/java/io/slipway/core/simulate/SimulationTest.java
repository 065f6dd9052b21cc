package io.slipway.core.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.agent.Agent;
import io.slipway.core.run.Event;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunResult;
import io.slipway.core.schedule.Input;
import io.slipway.core.schedule.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulationTest {
    @Test
    void brings_every_run_of_a_busy_hour_to_its_end() {
        List<Agent> fleet = Farms.mixed(20);
        Workload hour = SeededWorkload.builder(1, fleet)
                .services(20)
                .lasting(Duration.ofHours(1))
                .build();

        List<Event> events = events(fleet, hour);

        long submitted = events.stream()
                .filter(RunEvent.RunSubmitted.class::isInstance)
                .count();
        long succeeded = events.stream()
                .filter(event -> event instanceof RunEvent.RunFinished finished
                        && finished.result() == RunResult.SUCCEEDED)
                .count();
        assertThat(submitted).isGreaterThan(100);
        assertThat(succeeded).isEqualTo(submitted);
    }

    @Test
    void leads_to_the_same_events_from_the_same_seed_and_to_others_from_another() {
        List<Agent> fleet = Farms.mixed(20);

        List<Event> once = events(fleet, minutes(fleet, 7));
        List<Event> again = events(fleet, minutes(fleet, 7));
        List<Event> other = events(fleet, minutes(fleet, 8));

        assertThat(again).isEqualTo(once);
        assertThat(other).isNotEqualTo(once);
    }

    private static Workload minutes(List<Agent> fleet, long seed) {
        return SeededWorkload.builder(seed, fleet)
                .services(10)
                .lasting(Duration.ofMinutes(10))
                .build();
    }

    private static List<Event> events(List<Agent> fleet, Workload workload) {
        List<Event> events = new ArrayList<>();
        Watcher all = new Watcher() {
            @Override
            public void stepped(long nanos, Input input, Step step) {
                events.addAll(step.events());
            }
        };
        Simulation.of(fleet, workload).watch(all).build().run();
        return events;
    }
}

package io.slipway.core.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.core.agent.AgentState;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.RetryPolicy;
import io.slipway.core.pipeline.RetryPolicy.Backoff;
import io.slipway.core.pipeline.RetryPolicy.Failure;
import io.slipway.core.pipeline.TaskKind;
import io.slipway.core.run.FleetEvent;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.RunEvent;
import io.slipway.core.schedule.Input;
import io.slipway.core.schedule.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each fault, alone, on one agent or two. */
class FaultTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    private final Farms.Events events = new Farms.Events();
    private final Referee referee = new Referee();
    private final List<Input.Report> refused = new ArrayList<>();

    @Test
    void what_ran_on_an_agent_that_dies_is_lost_and_done_again_elsewhere() {
        run(2, Farms.run("a", Duration.ZERO, MINUTE, Farms.task("s:one")), fault(Fault.Kind.DIES, Duration.ofHours(1)));

        assertThat(outcomes()).containsExactly(Outcome.Kind.LOST, Outcome.Kind.SUCCEEDED);
        assertThat(events.of(RunEvent.AttemptStarted.class))
                .extracting(RunEvent.AttemptStarted::agent)
                .containsExactly("agent-1", "agent-2");
        assertThat(events.of(FleetEvent.AgentStateChanged.class))
                .extracting(FleetEvent.AgentStateChanged::state)
                .startsWith(AgentState.LOST);
    }

    @Test
    void an_agent_that_comes_back_at_once_does_again_what_it_had() {
        run(
                1,
                Farms.run("a", Duration.ZERO, MINUTE, Farms.task("s:one")),
                new Fault(Fault.Kind.DIES, Duration.ofSeconds(25), 0, TEN_SECONDS));

        assertThat(outcomes()).containsExactly(Outcome.Kind.LOST, Outcome.Kind.SUCCEEDED);
    }

    @Test
    void a_short_partition_loses_nothing() {
        run(
                1,
                Farms.run("a", Duration.ZERO, Duration.ofSeconds(20), Farms.task("s:one")),
                fault(Fault.Kind.PARTITIONS, Duration.ofSeconds(15)));

        assertThat(outcomes()).containsExactly(Outcome.Kind.SUCCEEDED);
        assertThat(events.of(RunEvent.AttemptStarted.class)).hasSize(1);
    }

    @Test
    void the_report_of_an_agent_that_returns_late_is_refused() {
        run(
                2,
                Farms.run("a", Duration.ZERO, MINUTE, Farms.task("s:one")),
                fault(Fault.Kind.RETURNS_LATE, Duration.ofSeconds(80)));

        assertThat(outcomes()).containsExactly(Outcome.Kind.LOST, Outcome.Kind.SUCCEEDED);
        assertThat(refused).extracting(Input.Report::attempt).containsExactly(1);
    }

    @Test
    void a_slow_agent_takes_four_times_as_long_while_it_is_slow() {
        Duration time = run(
                1,
                Farms.run("a", Duration.ZERO, MINUTE, Farms.task("s:one")),
                fault(Fault.Kind.SLOWS_DOWN, Duration.ofSeconds(40)));

        assertThat(time).isEqualTo(Duration.ofSeconds(10 + 40 + 40));
    }

    @Test
    void a_second_report_of_the_same_changes_nothing() {
        run(
                1,
                Farms.run(
                        "a",
                        Duration.ZERO,
                        MINUTE,
                        Farms.task("s:one"),
                        Farms.task("s:two").needs("one")),
                fault(Fault.Kind.REPORTS_TWICE, Duration.ZERO));

        assertThat(outcomes()).containsExactly(Outcome.Kind.SUCCEEDED, Outcome.Kind.SUCCEEDED);
        assertThat(refused).hasSize(1);
    }

    @Test
    void tasks_are_ended_for_what_they_exceed() {
        assertThat(outcomeAfter(Fault.Kind.EXCEEDS_MEMORY)).isEqualTo(Outcome.Kind.MEMORY_EXCEEDED);
        assertThat(outcomeAfter(Fault.Kind.EXCEEDS_DISK)).isEqualTo(Outcome.Kind.FAILED);
        assertThat(outcomeAfter(Fault.Kind.EXCEEDS_TIME)).isEqualTo(Outcome.Kind.TIMED_OUT);
    }

    private Outcome.Kind outcomeAfter(Fault.Kind kind) {
        events.all.clear();
        Arrival run = Farms.run("a", MINUTE, MINUTE, Farms.task("s:one").timeout(Duration.ofMinutes(2)));
        run(1, run, fault(kind, Duration.ZERO));
        return outcomes().get(0);
    }

    @Test
    void what_exceeds_its_memory_is_tried_again_with_twice_as_much() {
        RetryPolicy retry = RetryPolicy.DEFAULT.with(Failure.EXCEEDED, Backoff.atOnce(3));
        Arrival run = Farms.run(
                "a",
                MINUTE,
                MINUTE,
                Farms.task("s:one").resources(new Resources(1000, 1 << 28)).retry(retry));

        run(1, run, fault(Fault.Kind.EXCEEDS_MEMORY, Duration.ZERO));

        assertThat(outcomes()).containsExactly(Outcome.Kind.MEMORY_EXCEEDED, Outcome.Kind.SUCCEEDED);
        assertThat(events.of(RunEvent.TaskResized.class))
                .extracting(RunEvent.TaskResized::memoryBytes)
                .containsExactly(1L << 29);
    }

    @Test
    void a_clock_that_is_set_anew_makes_nobody_lost() {
        Arrival run = Farms.run("a", Duration.ZERO, Duration.ofMinutes(3), Farms.task("s:one"));

        run(3, run, fault(Fault.Kind.CLOCK_JUMPS, Duration.ofHours(2)));
        run(3, run, fault(Fault.Kind.CLOCK_JUMPS, Duration.ofHours(-2)));

        assertThat(events.of(FleetEvent.AgentStateChanged.class)).isEmpty();
        assertThat(outcomes()).containsExactly(Outcome.Kind.SUCCEEDED, Outcome.Kind.SUCCEEDED);
    }

    @Test
    void a_deploy_whose_agent_dies_is_done_again_only_after_a_person_has_looked() {
        Duration time = run(
                2,
                Farms.run("a", Duration.ZERO, MINUTE, Farms.task("s:one").kind(TaskKind.DEPLOY)),
                fault(Fault.Kind.DIES, Duration.ofHours(1)));

        assertThat(outcomes()).containsExactly(Outcome.Kind.LOST, Outcome.Kind.SUCCEEDED);
        assertThat(time).isGreaterThan(Duration.ofMinutes(16));
    }

    @Test
    void faults_from_a_seed_are_of_every_kind_and_the_same_every_time() {
        List<Fault> faults = SeededFaults.of(3, 20, 5, Duration.ofHours(1));

        assertThat(SeededFaults.of(3, 20, 5, Duration.ofHours(1))).isEqualTo(faults);
        assertThat(SeededFaults.of(4, 20, 5, Duration.ofHours(1))).isNotEqualTo(faults);
        assertThat(faults).extracting(Fault::kind).contains(Fault.Kind.values());
        assertThat(faults).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
        assertThat(faults).allMatch(fault -> fault.agent() < 5 && fault.at().compareTo(Duration.ofHours(1)) < 0);
    }

    @Test
    void refuses_faults_before_the_beginning_and_of_no_agent() {
        assertThatThrownBy(() -> new Fault(Fault.Kind.DIES, Duration.ofSeconds(-1), 0, MINUTE))
                .hasMessage("at: PT-1S (expected: >= 0)");
        assertThatThrownBy(() -> new Fault(Fault.Kind.DIES, Duration.ZERO, -1, MINUTE))
                .hasMessage("agent: -1 (expected: >= 0)");
    }

    private static Fault fault(Fault.Kind kind, Duration lasts) {
        return new Fault(kind, TEN_SECONDS, 0, lasts);
    }

    private List<Outcome.Kind> outcomes() {
        return events.of(RunEvent.AttemptFinished.class).stream()
                .map(finished -> finished.outcome().kind())
                .toList();
    }

    private Duration run(int agents, Arrival arrival, Fault fault) {
        Watcher refusals = new Watcher() {
            @Override
            public void stepped(long nanos, Input input, Step step) {
                if (input instanceof Input.Report report && step.events().isEmpty()) refused.add(report);
            }
        };
        // Something that goes on until everything late has come.
        Arrival last = Farms.run("z", Duration.ofMinutes(4), Duration.ofSeconds(1), Farms.task("z:z"));
        boolean waits = fault.kind() == Fault.Kind.RETURNS_LATE || fault.kind() == Fault.Kind.REPORTS_TWICE;
        List<Arrival> arrivals = waits ? List.of(arrival, last) : List.of(arrival);
        Duration time = Simulation.of(Farms.plain(agents, 1), Workload.of(arrivals))
                .faults(List.of(fault))
                .watch(referee)
                .watch(events)
                .watch(refusals)
                .build()
                .run();
        assertThat(referee.violationsAtTheEnd()).isEmpty();
        if (waits)
            events.all.removeIf(event -> event instanceof RunEvent of
                    && of.run().equals(last.submit().run()));
        return time;
    }
}

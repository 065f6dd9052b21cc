package io.slipway.core.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.AgentState;
import io.slipway.core.agent.Booking;
import io.slipway.core.agent.Labels;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.Selector;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.pipeline.TaskKind;
import io.slipway.core.run.BookingEnd;
import io.slipway.core.run.Event;
import io.slipway.core.run.FleetEvent;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunId;
import io.slipway.core.run.RunResult;
import io.slipway.core.run.SkipReason;
import io.slipway.core.run.Usage;
import io.slipway.core.schedule.Input;
import io.slipway.core.schedule.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Streams of events that no scheduler must ever give. */
class RefereeTest {
    private static final RunId RUN = new RunId("a");
    private static final TaskAddress ONE = TaskAddress.parse("s:one");
    private static final TaskAddress TWO = TaskAddress.parse("s:two");
    private static final TaskAddress PUBLISH = TaskAddress.parse("s:publish");
    private static final Agent AGENT = Farms.plain(1, 2).get(0);
    private static final Agent OTHER = Farms.plain(2, 2).get(1);

    private final Referee referee = new Referee();
    private final Arrival arrival = Farms.run(
            "a",
            Duration.ZERO,
            Duration.ofMinutes(1),
            Farms.task("s:one").locks("database"),
            Farms.task("s:two").needs("one"),
            Farms.task("s:big").resources(new Resources(1500, 0)).locks("database"),
            Farms.task("s:picky").requires(Map.of("gpu", "1")),
            Farms.task("s:publish").kind(TaskKind.DEPLOY),
            Farms.task("s:alone").resources(new Resources(0, 0)).exclusive(true));

    RefereeTest() {
        referee.arrived(0, arrival);
        say(new Input.Heartbeat(AGENT, List.of()), new FleetEvent.AgentRegistered(AGENT));
        say(new Input.Heartbeat(OTHER, List.of()), new FleetEvent.AgentRegistered(OTHER));
        say(
                arrival.submit(),
                new RunEvent.RunSubmitted(
                        RUN,
                        arrival.submit().pipelineDigest(),
                        arrival.submit().source(),
                        arrival.submit().tasks(),
                        arrival.submit().options()));
    }

    @Test
    void finds_nothing_wrong_with_a_run_as_it_should_be() {
        say(tick(), started(ONE, 1, AGENT));
        say(report(ONE, 1), finished(ONE, 1));
        say(tick(), started(TWO, 1, AGENT));
        say(report(TWO, 1), finished(TWO, 1));
        say(tick(), skipped("s:big"), skipped("s:picky"), skipped("s:publish"), skipped("s:alone"));
        say(tick(), new RunEvent.RunFinished(RUN, RunResult.FAILED));

        assertThat(referee.violationsAtTheEnd()).isEmpty();
    }

    @Test
    void finds_nothing_wrong_with_what_exits_before_it_is_finished() {
        say(tick(), started(ONE, 1, AGENT));
        say(report(ONE, 1), finished(ONE, 1));
        say(tick(), started(TWO, 1, AGENT));
        say(tick(), new RunEvent.AttemptExited(RUN, TWO, 1));
        say(report(TWO, 1), finished(TWO, 1));

        assertThat(rules()).isEmpty();
    }

    @Test
    void what_exits_twice_or_does_not_run_is_doubled() {
        say(tick(), started(ONE, 1, AGENT));
        say(report(ONE, 1), finished(ONE, 1));
        say(tick(), started(TWO, 1, AGENT));
        say(tick(), new RunEvent.AttemptExited(RUN, TWO, 1));
        say(tick(), new RunEvent.AttemptExited(RUN, TWO, 1), new RunEvent.AttemptExited(RUN, ONE, 1));

        assertThat(rules()).containsExactly(Violation.Rule.DOUBLED, Violation.Rule.DOUBLED);
    }

    @Test
    void what_gives_its_locks_back_before_what_it_made_is_kept_breaks_them() {
        say(tick(), started(ONE, 1, AGENT));
        say(tick(), new RunEvent.AttemptExited(RUN, ONE, 1));

        assertThat(rules()).containsExactly(Violation.Rule.RESERVATION);
    }

    @Test
    void a_run_and_tasks_without_an_end_are_lost() {
        say(tick(), started(ONE, 1, AGENT));
        say(report(ONE, 1), finished(ONE, 1));

        assertThat(referee.violationsAtTheEnd())
                .extracting(Violation::rule)
                .containsOnly(Violation.Rule.LOST)
                .hasSize(6);
    }

    @Test
    void a_run_that_was_asked_for_and_never_begins_is_lost() {
        referee.arrived(0, Farms.run("forgotten", Duration.ZERO, Duration.ofMinutes(1)));

        assertThat(referee.violationsAtTheEnd())
                .extracting(Violation::toString)
                .contains("LOST after 0 ms: run forgotten was asked for and never began");
    }

    @Test
    void a_run_that_ends_before_its_tasks_loses_them() {
        say(tick(), new RunEvent.RunFinished(RUN, RunResult.SUCCEEDED));

        assertThat(rules()).hasSize(6).containsOnly(Violation.Rule.LOST);
    }

    @Test
    void a_report_that_nothing_follows_from_is_lost() {
        say(tick(), started(ONE, 1, AGENT));
        say(report(ONE, 1));

        assertThat(rules()).containsExactly(Violation.Rule.LOST);
    }

    @Test
    void a_late_report_from_which_nothing_follows_is_in_order() {
        say(tick(), started(ONE, 1, AGENT));
        say(report(ONE, 2));

        assertThat(rules()).isEmpty();
    }

    @Test
    void a_task_that_runs_twice_at_a_time_or_after_its_end_is_doubled() {
        say(tick(), started(ONE, 1, AGENT), started(ONE, 2, OTHER));
        assertThat(rules()).contains(Violation.Rule.DOUBLED);

        int before = rules().size();
        say(report(ONE, 2), finished(ONE, 2));
        say(tick(), started(ONE, 3, AGENT));
        assertThat(rules().subList(before, rules().size())).contains(Violation.Rule.DOUBLED);
    }

    private static RunEvent.AttemptPreempted preempted(TaskAddress task, int attempt, TaskAddress by) {
        return new RunEvent.AttemptPreempted(RUN, task, attempt, RUN, by, "it needs the place");
    }

    @Test
    void only_what_runs_and_may_be_done_again_makes_room_for_one_that_waits() {
        say(tick(), started(ONE, 1, AGENT), preempted(ONE, 1, TWO));
        assertThat(rules()).isEmpty();

        say(tick(), preempted(TWO, 1, ONE));
        assertThat(rules()).containsExactly(Violation.Rule.DOUBLED, Violation.Rule.DOUBLED, Violation.Rule.LOST);
        say(tick(), started(PUBLISH, 1, OTHER), preempted(PUBLISH, 1, TWO));
        assertThat(rules().subList(3, rules().size())).contains(Violation.Rule.DOUBLED);
    }

    @Test
    void what_makes_room_again_and_again_is_lost() {
        say(tick(), started(ONE, 1, AGENT));
        for (int i = 0; i < 3; i++) say(tick(), preempted(ONE, 1, TWO));

        assertThat(rules()).containsExactly(Violation.Rule.LOST);
        say(tick(), preempted(TaskAddress.parse("s:unknown"), 1, TWO));
        assertThat(rules()).contains(Violation.Rule.DOUBLED);
    }

    @Test
    void a_task_with_two_results_is_doubled() {
        say(tick(), started(ONE, 1, AGENT));
        say(report(ONE, 1), finished(ONE, 1));
        say(report(ONE, 1), finished(ONE, 1));
        say(tick(), skipped("s:one"));

        assertThat(rules()).containsOnly(Violation.Rule.DOUBLED).hasSize(2);
    }

    @Test
    void a_result_that_nobody_told_is_doubled() {
        say(tick(), started(ONE, 1, AGENT));
        say(tick(), finished(ONE, 1));

        assertThat(rules()).containsExactly(Violation.Rule.DOUBLED);
    }

    @Test
    void what_nobody_asked_for_is_doubled() {
        RunId unknown = new RunId("unknown");
        TaskAddress task = TaskAddress.parse("s:unknown");
        say(tick(), new RunEvent.AttemptStarted(RUN, task, 1, AGENT.id()));
        say(tick(), new RunEvent.TaskSkipped(RUN, task, new SkipReason(SkipReason.Kind.CANCELLED, Optional.empty())));
        say(tick(), new RunEvent.RunFinished(unknown, RunResult.SUCCEEDED));
        say(
                tick(),
                new RunEvent.RunSubmitted(
                        unknown,
                        arrival.submit().pipelineDigest(),
                        arrival.submit().source(),
                        List.of(),
                        arrival.submit().options()));

        assertThat(rules()).hasSize(4).containsOnly(Violation.Rule.DOUBLED);
    }

    @Test
    void a_deploy_that_really_begins_again_is_doubled_unless_a_person_approved_it() {
        referee.began(0, AGENT, attempt(PUBLISH, 1));
        say(new Input.Approve(RUN, PUBLISH));
        referee.began(0, AGENT, attempt(PUBLISH, 2));
        assertThat(rules()).isEmpty();

        referee.ended(0, AGENT, attempt(PUBLISH, 2));
        referee.began(0, AGENT, attempt(PUBLISH, 3));
        assertThat(rules()).containsExactly(Violation.Rule.DOUBLED);
    }

    @Test
    void a_task_on_an_agent_that_cannot_run_it_or_is_not_there_is_misplaced() {
        say(tick(), started(TaskAddress.parse("s:picky"), 1, AGENT));
        say(tick(), new RunEvent.AttemptStarted(RUN, PUBLISH, 1, "nobody"));

        assertThat(rules()).containsExactly(Violation.Rule.MISPLACED, Violation.Rule.MISPLACED);
    }

    @Test
    void a_task_on_an_agent_that_is_lost_or_kept_free_is_misplaced() {
        say(tick(), new FleetEvent.AgentStateChanged(AGENT.id(), AgentState.LOST, "silent"));
        say(tick(), started(ONE, 1, AGENT));
        say(new Input.Cordon(OTHER.id(), "to be cleaned"));
        say(tick(), started(PUBLISH, 1, OTHER));
        assertThat(rules()).containsExactly(Violation.Rule.MISPLACED, Violation.Rule.MISPLACED);

        say(new Input.Uncordon(OTHER.id()));
        say(report(PUBLISH, 1), finished(PUBLISH, 1));
        say(tick(), new FleetEvent.AgentStateChanged(AGENT.id(), AgentState.READY, "back"));
        assertThat(rules()).hasSize(2);
    }

    @Test
    void an_agent_as_it_never_said_it_is_is_misplaced() {
        Agent invented = new Agent(AGENT.id(), Labels.of(Map.of("gpu", "1")), AGENT.capacity());
        say(tick(), new FleetEvent.AgentRegistered(invented));

        assertThat(rules()).containsExactly(Violation.Rule.MISPLACED);
    }

    @Test
    void a_task_before_its_needs_or_while_set_aside_is_out_of_order() {
        say(tick(), started(TWO, 1, AGENT));
        say(tick(), new RunEvent.TaskSetAside(RUN, PUBLISH, Optional.empty(), "a person is to look at it"));
        say(tick(), started(PUBLISH, 1, AGENT));

        assertThat(rules()).containsExactly(Violation.Rule.OUT_OF_ORDER, Violation.Rule.OUT_OF_ORDER);
    }

    @Test
    void what_is_set_aside_comes_back_once_and_is_given_up_only_by_a_person() {
        say(tick(), new RunEvent.TaskTakenUp(RUN, ONE));
        say(tick(), new RunEvent.TaskSetAside(RUN, ONE, Optional.empty(), "a person is to look at it"));
        say(tick(), new RunEvent.TaskGivenUp(RUN, ONE, "why not"));
        assertThat(rules()).containsExactly(Violation.Rule.DOUBLED, Violation.Rule.LOST);

        say(tick(), new RunEvent.TaskDeadLettered(RUN, TWO), new RunEvent.RunForgotten(RUN));
        assertThat(rules()).hasSize(4).endsWith(Violation.Rule.LOST, Violation.Rule.LOST);
    }

    @Test
    void an_agent_with_more_than_it_has_is_overcommitted() {
        say(tick(), started(PUBLISH, 1, AGENT), started(TaskAddress.parse("s:big"), 1, AGENT));

        assertThat(rules()).containsExactly(Violation.Rule.OVERCOMMITTED);
    }

    @Test
    void an_agent_that_really_runs_more_than_it_has_is_overcommitted() {
        referee.began(0, AGENT, attempt(ONE, 1));
        referee.began(0, AGENT, attempt(TWO, 1));
        referee.began(0, AGENT, attempt(PUBLISH, 1));

        assertThat(rules()).containsExactly(Violation.Rule.OVERCOMMITTED);
    }

    @Test
    void an_agent_that_somebody_has_to_themselves_is_given_to_nobody_else() {
        TaskAddress alone = TaskAddress.parse("s:alone");
        say(tick(), started(alone, 1, AGENT), started(PUBLISH, 1, AGENT));
        say(tick(), started(ONE, 1, OTHER));

        assertThat(rules()).containsExactly(Violation.Rule.RESERVATION);
    }

    @Test
    void an_agent_where_something_runs_is_given_to_nobody_for_themselves() {
        TaskAddress alone = TaskAddress.parse("s:alone");
        say(tick(), started(PUBLISH, 1, AGENT), started(alone, 1, AGENT));

        assertThat(rules()).containsExactly(Violation.Rule.RESERVATION);
    }

    @Test
    void who_is_to_be_alone_and_really_is_not_has_its_agent_doubled() {
        referee.began(0, AGENT, attempt(TaskAddress.parse("s:alone"), 1));
        referee.ended(0, AGENT, attempt(TaskAddress.parse("s:alone"), 1));
        referee.began(0, AGENT, attempt(ONE, 1));
        assertThat(rules()).isEmpty();

        referee.began(0, AGENT, attempt(TaskAddress.parse("s:alone"), 1));

        assertThat(rules()).containsExactly(Violation.Rule.RESERVATION);
    }

    @Test
    void a_lock_that_is_held_twice_is_wrong() {
        say(tick(), started(ONE, 1, AGENT), started(TaskAddress.parse("s:big"), 1, OTHER));

        assertThat(rules()).containsExactly(Violation.Rule.RESERVATION);
    }

    @Test
    void an_agent_that_is_kept_for_two_or_used_by_another_is_wrong() {
        Booking ada = booking("one", "ada");
        Booking grace = booking("two", "grace");
        say(new Input.Book(ada), new FleetEvent.BookingMade(ada));
        say(new Input.Book(grace), new FleetEvent.BookingMade(grace));
        say(tick(), new FleetEvent.BookingAssigned("one", AGENT.id()));
        assertThat(rules()).isEmpty();

        say(tick(), new FleetEvent.BookingAssigned("two", AGENT.id()));
        say(tick(), started(ONE, 1, AGENT));
        say(tick(), new FleetEvent.BookingGranted("one", Instant.EPOCH.plusSeconds(60)));

        assertThat(rules()).hasSize(4).containsOnly(Violation.Rule.RESERVATION);
    }

    @Test
    void a_booking_that_nobody_made_or_that_is_granted_twice_or_never_ends_is_wrong() {
        Booking ada = booking("one", "ada");
        Instant soon = Instant.EPOCH.plusSeconds(60);
        say(tick(), new FleetEvent.BookingMade(ada), new FleetEvent.BookingAssigned("none", AGENT.id()));
        say(
                tick(),
                new FleetEvent.BookingExtended("one", soon),
                new FleetEvent.BookingEnded("none", BookingEnd.EXPIRED));
        assertThat(rules()).hasSize(4).containsOnly(Violation.Rule.RESERVATION);

        say(tick(), new FleetEvent.BookingAssigned("one", AGENT.id()));
        say(tick(), new FleetEvent.BookingGranted("one", soon), new FleetEvent.BookingGranted("one", soon));
        say(new Input.Tick(soon.plusSeconds(61)));

        assertThat(rules()).hasSize(6);
        assertThat(referee.violationsAtTheEnd())
                .extracting(Violation::what)
                .contains("booking one is over, and its agent agent-1 is still kept");
    }

    @Test
    void an_agent_that_leaves_while_somebody_has_it_is_wrong_and_one_that_is_only_waited_for_is_not() {
        Booking ada = booking("one", "ada");
        say(new Input.Book(ada), new FleetEvent.BookingMade(ada));
        say(tick(), new FleetEvent.BookingAssigned("one", AGENT.id()), new FleetEvent.AgentLeft(AGENT.id()));
        assertThat(rules()).isEmpty();

        say(tick(), new FleetEvent.BookingAssigned("one", OTHER.id()));
        say(tick(), new FleetEvent.BookingGranted("one", Instant.EPOCH.plusSeconds(60)));
        say(tick(), new FleetEvent.AgentLeft(OTHER.id()));
        assertThat(rules()).containsExactly(Violation.Rule.RESERVATION);
    }

    private static Booking booking(String id, String holder) {
        return Booking.of(id, holder, Selector.any(), Duration.ofMinutes(1), Instant.EPOCH.plusSeconds(600));
    }

    @Test
    void what_is_still_held_at_the_end_is_leaked() {
        say(tick(), started(ONE, 1, AGENT));
        say(tick(), new FleetEvent.AgentLeft(AGENT.id()));

        assertThat(referee.violationsAtTheEnd())
                .extracting(Violation::what)
                .contains("agent agent-1 leaves with work on it", "lock database is still held by run a, task s:one")
                .anyMatch(what -> what.startsWith("agent agent-1 still carries"));
    }

    private List<Violation.Rule> rules() {
        return referee.violations().stream().map(Violation::rule).toList();
    }

    private void say(Input input, Event... events) {
        referee.stepped(0, input, new Step(List.of(events), List.of()));
    }

    private static Input tick() {
        return new Input.Resume();
    }

    private static Event started(TaskAddress task, int attempt, Agent agent) {
        return new RunEvent.AttemptStarted(RUN, task, attempt, agent.id());
    }

    private static Event finished(TaskAddress task, int attempt) {
        return new RunEvent.AttemptFinished(
                RUN, task, attempt, Outcome.succeeded(), Usage.NONE, Optional.empty(), false, false);
    }

    private static Input report(TaskAddress task, int attempt) {
        return new Input.Report(RUN, task, attempt, Outcome.succeeded(), Usage.NONE, Optional.empty(), false);
    }

    private static Event skipped(String task) {
        return new RunEvent.TaskSkipped(
                RUN, TaskAddress.parse(task), new SkipReason(SkipReason.Kind.UNPLACEABLE, Optional.empty(), "no gpu"));
    }

    private VirtualAttempt attempt(TaskAddress task, int number) {
        return new VirtualAttempt(
                RUN, arrival.submit().pipeline().get(task), number, Optional.empty(), 0, 1, Outcome.succeeded());
    }
}

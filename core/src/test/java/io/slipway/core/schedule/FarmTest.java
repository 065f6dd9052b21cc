package io.slipway.core.schedule;

import static io.slipway.core.schedule.Stage.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.slipway.core.agent.AgentState;
import io.slipway.core.agent.Booking;
import io.slipway.core.fairshare.Tenant;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.RetryPolicy;
import io.slipway.core.pipeline.RetryPolicy.Backoff;
import io.slipway.core.pipeline.RetryPolicy.Failure;
import io.slipway.core.pipeline.Selector;
import io.slipway.core.pipeline.Task;
import io.slipway.core.run.BookingEnd;
import io.slipway.core.run.FleetEvent;
import io.slipway.core.run.LimitScope;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunId;
import io.slipway.core.run.RunOptions;
import io.slipway.core.run.TaskState;
import io.slipway.core.run.WaitReason;
import io.slipway.core.run.WaitReason.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Many agents, several teams. */
class FarmTest {
    private static final RunId SECOND = new RunId("second");
    private static final RunOptions OTHERS = RunOptions.DEFAULT.forTenant(Tenant.of("others"));

    private final Stage stage = new Stage().at(1000);

    private static Task.Builder[] tasks(String prefix, int count) {
        Task.Builder[] many = new Task.Builder[count];
        for (int i = 0; i < count; i++) many[i] = task(prefix + i);
        return many;
    }

    // Time.

    @Test
    void when_the_clock_is_set_back_time_goes_on_and_a_pause_ends_in_twice_its_time_at_most() {
        RetryPolicy retry = RetryPolicy.DEFAULT.with(
                Failure.EXIT, new Backoff(3, Duration.ofSeconds(20), 1, Duration.ofSeconds(20), 0));
        stage.agent(2000, 0).tasks(task("a").retry(retry)).submit().miss("a");
        stage.at(2000).at(-5000).fail("a");
        assertThat(stage.state().now()).as("never backwards").isEqualTo(Stage.time(2000));
        assertThat(stage.nextDue()).contains(Stage.time(-4960));

        stage.at(-4970);
        assertThat(stage.stateOf("a")).isEqualTo(TaskState.QUEUED);
        assertThat(stage.nextDue()).contains(Stage.time(-4960));

        stage.at(-4960);
        assertThat(stage.stateOf("a")).isEqualTo(TaskState.RUNNING);
        stage.at(1999);
        assertThat(stage.state().now()).isAfter(Stage.time(2000));
        stage.at(20_000);
        assertThat(stage.state().now()).isEqualTo(Stage.time(20_000));
    }

    @Test
    void tasks_that_start_before_anybody_told_the_time_cost_nothing_when_it_is_told() {
        Stage timeless =
                new Stage().agent(4000, 0).tasks(tasks("t", 40)).submit().missAll();

        assertTimeout(
                Duration.ofSeconds(2),
                () -> timeless.at(0).succeed(timeless.running().get(0)));

        assertThat(timeless.running()).hasSize(4);
    }

    // Whose turn it is.

    @Test
    void one_task_of_another_team_does_not_wait_behind_a_hundred() {
        stage.agent(2000, 0).tasks(tasks("t", 50)).submit().missAll();
        stage.tasks(task("small")).submit(SECOND, OTHERS).missAs(SECOND, "small", "small");

        stage.at(1010).succeed(stage.running().get(0));

        assertThat(stage.task(SECOND, "small").state()).isEqualTo(TaskState.RUNNING);
    }

    @Test
    void one_task_of_another_team_does_not_wait_behind_twenty_for_a_throttle_class() {
        stage.agent(64_000, 0).tell(new Input.SetLimit(LimitScope.THROTTLE, "database", 2));
        Task.Builder[] many = tasks("t", 20);
        for (Task.Builder each : many) each.throttle("database", 1);
        stage.tasks(many).submit().missAll();
        stage.tasks(task("small").throttle("database", 1))
                .submit(SECOND, OTHERS)
                .missAs(SECOND, "small", "small");

        stage.at(1010).succeed(stage.running().get(0));

        assertThat(stage.task(SECOND, "small").state()).isEqualTo(TaskState.RUNNING);
    }

    @Test
    void one_task_of_another_team_does_not_wait_behind_twenty_for_a_lock() {
        stage.agent(64_000, 0).tasks(tasksWithLock("t", 20)).submit().missAll();
        stage.tasks(task("small").locks("bench")).submit(SECOND, OTHERS).missAs(SECOND, "small", "small");

        stage.at(1010).succeed(stage.running().get(0));

        assertThat(stage.task(SECOND, "small").state()).isEqualTo(TaskState.RUNNING);
    }

    @Test
    void a_run_whose_priority_is_raised_while_it_waits_for_a_lock_gets_it_first() {
        stage.agent(64_000, 0).tasks(tasksWithLock("t", 20)).submit();
        stage.tell(new Input.Prioritise(Stage.RUN, 1)).missAll();
        stage.tasks(task("small").locks("bench")).submit(SECOND, RunOptions.DEFAULT);
        stage.tell(new Input.Prioritise(SECOND, 1)).missAs(SECOND, "small", "small");

        stage.tell(new Input.Prioritise(SECOND, 5)).succeed(stage.running().get(0));

        assertThat(stage.task(SECOND, "small").state()).isEqualTo(TaskState.RUNNING);
    }

    private static Task.Builder[] tasksWithLock(String prefix, int count) {
        Task.Builder[] many = tasks(prefix, count);
        for (Task.Builder each : many) each.locks("bench");
        return many;
    }

    @Test
    void a_team_that_comes_later_makes_up_for_what_the_first_one_used() {
        stage.agent(4000, 0).tasks(tasks("t", 30)).submit().missAll();
        stage.tasks(tasks("o", 30)).submit(SECOND, OTHERS);
        for (int i = 0; i < 30; i++) stage.missAs(SECOND, "o" + i, "o" + i);

        for (int second = 1; second <= 20; second++)
            stage.at(1000 + second).succeed(stage.running().get(0));

        assertThat(stage.state().find(SECOND).orElseThrow().tasks())
                .filteredOn(task -> task.state() == TaskState.RUNNING)
                .hasSize(3);
        assertThat(stage.running()).hasSize(1);
    }

    @Test
    void a_run_with_a_higher_priority_goes_first_within_its_team() {
        stage.agent(1000, 0).tasks(tasks("t", 3)).submit().missAll();
        stage.tasks(task("urgent")).submit(SECOND, RunOptions.DEFAULT).missAs(SECOND, "urgent", "urgent");

        stage.tell(new Input.Prioritise(SECOND, 5)).tell(new Input.Prioritise(SECOND, 5));
        stage.succeed("t0");

        assertThat(stage.task(SECOND, "urgent").state()).isEqualTo(TaskState.RUNNING);
        assertThat(stage.events())
                .filteredOn(RunEvent.RunPrioritised.class::isInstance)
                .hasSize(1);
    }

    @Test
    void a_task_with_a_higher_priority_goes_first_within_its_team() {
        stage.agent(1000, 0)
                .tasks(
                        task("a"),
                        task("b").priority(-1),
                        task("c"),
                        task("d").priority(3),
                        task("e").priority(9))
                .submit()
                .missAll();

        stage.succeed("a").succeed("e").succeed("d").succeed("c").succeed("b");

        assertThat(stage.run().result()).isPresent();
    }

    @Test
    void the_priority_of_a_run_is_added_to_that_of_its_tasks() {
        stage.agent(1000, 0)
                .tasks(task("a"), task("low").priority(-3), task("plain"))
                .submit()
                .missAll();
        stage.tasks(task("x"), task("y").priority(Task.HIGHEST_PRIORITY)).submit(SECOND, RunOptions.DEFAULT);
        stage.missAs(SECOND, "x", "x").missAs(SECOND, "y", "y");

        stage.tell(new Input.Prioritise(SECOND, -2));
        stage.succeed("a");

        assertThat(stage.task(SECOND, "y").state()).isEqualTo(TaskState.RUNNING);
        stage.report(SECOND, "y", Outcome.succeeded()).succeed("plain");
        assertThat(stage.task(SECOND, "x").state()).isEqualTo(TaskState.RUNNING);
    }

    // Where it goes.

    @Test
    void a_task_goes_where_more_of_what_it_prefers_is() {
        stage.agent("one", 4000, 0, Map.of("os", "linux")).agent("two", 4000, 0, Map.of("os", "linux", "disk", "ssd"));

        stage.tasks(
                        task("a"),
                        task("b").prefers(Map.of("disk", "ssd")),
                        task("c").prefers(Map.of("disk", "tape")))
                .submit()
                .missAll();

        assertThat(stage.runsOn("b")).isEqualTo("two");
        assertThat(stage.runsOn("c")).as("it is only a wish").isNotEmpty();
    }

    @Test
    void a_retry_goes_to_another_agent() {
        RetryPolicy retry = RetryPolicy.DEFAULT.with(Failure.EXIT, Backoff.atOnce(3));
        stage.agent("one", 4000, 0, Map.of("os", "linux")).agent("two", 4000, 0, Map.of("os", "linux"));

        stage.tasks(task("a").retry(retry)).submit().miss("a");
        String first = stage.runsOn("a");
        stage.fail("a");

        assertThat(stage.runsOn("a")).isNotEqualTo(first);
    }

    @Test
    void a_large_task_gets_its_turn_on_one_agent_while_the_others_go_on() {
        stage.limits(100, 2);
        for (String agent : List.of("one", "two", "three")) stage.agent(agent, 2000, 0, Map.of("os", "linux"));
        stage.tasks(tasks("t", 40)).submit().missAll();
        stage.tasks(task("large").resources(new Resources(2000, 0))).submit(SECOND, OTHERS);
        stage.missAs(SECOND, "large", "large");

        int turns = 0;
        while (stage.task(SECOND, "large").state() == TaskState.QUEUED) {
            stage.at(1010 + turns).succeed(stage.running().get(0));
            assertThat(stage.running().size()).as("only one agent is kept free").isGreaterThanOrEqualTo(4);
            assertThat(++turns).as("it starts at last").isLessThan(20);
        }
        assertThat(stage.events())
                .filteredOn(RunEvent.TaskPromised.class::isInstance)
                .hasSize(1);
    }

    @Test
    void blocked_tasks_of_many_shapes_are_not_looked_at_again_until_they_may_fit() {
        stage.agent(1000, 0);
        Task.Builder[] many = new Task.Builder[300];
        for (int i = 0; i < many.length; i++) many[i] = task("t" + i).resources(new Resources(700 + i, 0));
        stage.tasks(many).submit().missAll();
        int before = stage.events().size();

        stage.succeed(stage.running().get(0));

        assertThat(stage.events().size() - before).isLessThanOrEqualTo(3);
    }

    // How much at once.

    @Test
    void an_agent_runs_no_more_tasks_than_its_limit() {
        stage.agent("one", 8000, 0, Map.of("os", "linux")).tell(new Input.SetLimit(LimitScope.AGENT, "one", 2));
        stage.tasks(tasks("t", 4)).submit().missAll();

        assertThat(stage.running()).hasSize(2);
        assertThat(stage.heldBy("t2")).extracting(WaitReason::kind).containsExactly(Kind.LIMIT);

        stage.tell(new Input.SetLimit(LimitScope.AGENT, "one", 3)).tell(new Input.SetLimit(LimitScope.AGENT, "one", 3));
        assertThat(stage.running()).hasSize(3);
        assertThat(stage.events())
                .filteredOn(FleetEvent.LimitChanged.class::isInstance)
                .hasSize(2);
    }

    @Test
    void the_agents_of_a_pool_run_no_more_tasks_together_than_its_limit() {
        stage.agent("one", 8000, 0, Map.of("os", "linux")).agent("two", 8000, 0, Map.of("os", "linux"));
        stage.agent("mac", 1000, 0, Map.of("os", "macos"));
        stage.tasks(tasks("t", 6)).submit().miss("t0", "t1");
        stage.tell(new Input.SetLimit(LimitScope.POOL, "os=linux", 3)).miss("t2", "t3", "t4", "t5");
        assertThat(stage.running()).hasSize(4);

        stage.tell(new Input.SetLimit(LimitScope.POOL, "os=linux", 4));
        assertThat(stage.running()).hasSize(5);
    }

    @Test
    void what_draws_on_a_throttle_class_counts_by_weight_on_all_agents() {
        stage.agent("one", 2000, 0, Map.of("os", "linux")).agent("two", 2000, 0, Map.of("os", "linux"));
        stage.tell(new Input.SetLimit(LimitScope.THROTTLE, "database", 3));
        stage.tasks(
                        task("a").throttle("database", 2),
                        task("b").throttle("database", 2),
                        task("c").throttle("database", 1),
                        task("d"))
                .submit()
                .missAll();

        assertThat(stage.running()).containsExactly("a", "c", "d");
        assertThat(stage.heldBy("b")).containsExactly(new WaitReason(Kind.LIMIT, "database", 2, 1, List.of()));

        stage.succeed("a");
        assertThat(stage.running()).containsExactly("b", "c", "d");
    }

    @Test
    void a_limit_that_lets_nothing_run_is_refused() {
        assertThatThrownBy(() -> new Input.SetLimit(LimitScope.AGENT, "one", 0)).hasMessageContaining("value: 0");
        assertThatThrownBy(() -> new Input.SetLimit(LimitScope.POOL, "linux", 1))
                .hasMessageContaining("label=value");
    }

    @Test
    void a_submission_that_would_make_too_many_wait_is_refused_with_a_time_to_come_back() {
        stage.intake(5)
                .agent(2000, 0)
                .tasks(tasks("t", 5))
                .submit()
                .missAll()
                .at(1010)
                .succeed("t0", "t1");
        stage.effects();
        int before = stage.events().size();

        stage.tasks(tasks("u", 5)).submit(SECOND, OTHERS);

        assertThat(stage.events()).hasSize(before);
        assertThat(stage.effects()).singleElement().satisfies(effect -> {
            Effect.Refuse refused = (Effect.Refuse) effect;
            assertThat(refused.run()).isEqualTo(SECOND);
            assertThat(refused.reason()).contains("submit it again in");
            assertThat(refused.retryAfter()).isPresent();
        });
        assertThat(stage.tasks(tasks("u", 4)).submit(SECOND, OTHERS).state().find(SECOND))
                .isPresent();
    }

    // Who fails.

    @Test
    void an_agent_that_fails_tasks_which_succeed_elsewhere_is_suspected_and_gets_nothing_new() {
        RetryPolicy retry = RetryPolicy.DEFAULT.with(Failure.EXIT, Backoff.atOnce(2));
        stage.lease(30).heartbeat("bad").heartbeat("good");
        Task.Builder[] many = new Task.Builder[12];
        for (int i = 0; i < many.length; i++) many[i] = task("t" + i).retry(retry);
        for (int round = 0; round < 4; round++) {
            RunId run = new RunId("run " + round);
            stage.tasks(many).submit(run, new RunOptions(true, false));
            for (int i = 0; i < many.length; i++) stage.missAs(run, "t" + i, run + " t" + i);
            endAll(run, many.length);
        }

        assertThat(stage.state().stateOf("bad")).contains(AgentState.SUSPECTED);
        assertThat(stage.state().stateOf("good")).contains(AgentState.READY);

        stage.tell(new Input.Uncordon("bad"));
        assertThat(stage.state().stateOf("bad")).contains(AgentState.READY);
    }

    private void endAll(RunId run, int count) {
        for (int i = 0; i < 4 * count; i++) {
            String name = "t" + i % count;
            if (stage.task(run, name).state() != TaskState.RUNNING) continue;
            boolean bad =
                    stage.task(run, name).lastAttempt().orElseThrow().agent().equals("bad");
            stage.report(run, name, bad ? new Outcome(Outcome.Kind.FAILED, 1, "odd; look") : Outcome.succeeded());
        }
    }

    @Test
    void tasks_that_fail_everywhere_make_nobody_suspicious() {
        RetryPolicy retry = RetryPolicy.DEFAULT.with(Failure.EXIT, Backoff.atOnce(20));
        stage.lease(30)
                .heartbeat("one")
                .heartbeat("two")
                .tasks(task("a").retry(retry))
                .submit()
                .miss("a");

        for (int i = 0; i < 20; i++) stage.fail("a");

        assertThat(stage.state().stateOf("one")).contains(AgentState.READY);
        assertThat(stage.state().stateOf("two")).contains(AgentState.READY);
    }

    // Who has an agent for themselves.

    private static Booking booking(String id, String holder) {
        return Booking.of(id, holder, Selector.of(Map.of("board", "2")), Duration.ofSeconds(60), Stage.time(1100));
    }

    private Stage bench() {
        return stage.agent("bench", 2000, 0, Map.of("board", "2"));
    }

    @Test
    void a_booked_agent_runs_only_what_is_in_the_name_of_its_holder() {
        bench().tell(new Input.Book(booking("b", "ada")))
                .tasks(task("a"))
                .submit()
                .miss("a");
        assertThat(stage.running()).isEmpty();
        assertThat(stage.state().bookings()).singleElement().satisfies(status -> {
            assertThat(status.agent()).contains("bench");
            assertThat(status.until()).contains(Stage.time(1060));
        });

        stage.tasks(task("hers"))
                .submit(SECOND, RunOptions.DEFAULT.inTheNameOf("ada"))
                .missAs(SECOND, "hers", "hers");
        assertThat(stage.task(SECOND, "hers").state()).isEqualTo(TaskState.RUNNING);

        stage.at(1060);
        assertThat(stage.running()).containsExactly("a");
        assertThat(stage.state().bookings()).isEmpty();
    }

    @Test
    void a_booking_is_granted_when_what_runs_there_has_ended() {
        bench().tasks(task("a"), task("b"))
                .submit()
                .miss("a")
                .tell(new Input.Book(booking("b", "ada")))
                .miss("b");
        assertThat(stage.running()).containsExactly("a");
        assertThat(stage.state().bookings()).singleElement().matches(status -> !status.isGranted());

        stage.at(1010).succeed("a");

        assertThat(stage.state().bookings())
                .singleElement()
                .satisfies(status -> assertThat(status.until()).contains(Stage.time(1070)));
    }

    @Test
    void bookings_queue_and_nobody_gets_a_second_before_another_gets_a_first() {
        bench().agent("bench2", 2000, 0, Map.of("board", "2"))
                .tell(new Input.Book(booking("b1", "ada")))
                .tell(new Input.Book(booking("b2", "bob")))
                .tell(new Input.Book(booking("b3", "ada")))
                .tell(new Input.Book(booking("b4", "cleo")))
                .tell(new Input.Book(booking("b4", "cleo")));

        stage.at(1010).tell(new Input.ReleaseBooking("b2"));

        assertThat(stage.state().bookings())
                .filteredOn(BookingStatus::isGranted)
                .extracting(status -> status.booking().id())
                .containsExactly("b1", "b4");
    }

    @Test
    void a_booking_is_extended_and_one_that_waits_too_long_is_given_up() {
        bench().tell(new Input.Book(booking("b1", "ada"))).tell(new Input.Book(booking("b2", "bob")));

        stage.tell(new Input.ExtendBooking("b1", Stage.time(1200)))
                .tell(new Input.ExtendBooking("b1", Stage.time(1150)))
                .tell(new Input.ExtendBooking("b2", Stage.time(1300)))
                .at(1100);

        assertThat(stage.events()).contains(new FleetEvent.BookingEnded("b2", BookingEnd.TOO_LATE));
        assertThat(stage.state().bookings())
                .singleElement()
                .satisfies(status -> assertThat(status.until()).contains(Stage.time(1200)));
        assertThat(stage.nextDue()).contains(Stage.time(1200));
    }

    @Test
    void a_booking_for_later_waits_for_its_window() {
        Booking window = new Booking(
                "w",
                "night",
                Selector.any(),
                Optional.of("bench"),
                Optional.of(Stage.time(1050)),
                Duration.ofSeconds(60),
                Stage.time(1100));
        bench().tell(new Input.Book(window));
        assertThat(stage.state().bookings())
                .singleElement()
                .matches(status -> status.agent().isEmpty());
        assertThat(stage.nextDue()).contains(Stage.time(1050));

        stage.at(1050);
        assertThat(stage.state().bookings()).singleElement().matches(BookingStatus::isGranted);
    }

    @Test
    void a_booking_that_was_granted_ends_when_its_agent_leaves_and_moves_before() {
        bench().tasks(task("a")).submit().miss("a").tell(new Input.Book(booking("b", "ada")));

        stage.agent("bench2", 2000, 0, Map.of("board", "2")).tell(new Input.Drain("bench", "it is old"));
        assertThat(stage.state().bookings())
                .singleElement()
                .satisfies(status -> assertThat(status.agent()).contains("bench2"))
                .as("nothing runs there")
                .matches(BookingStatus::isGranted);

        stage.tell(new Input.Drain("bench2", "it is old too"));
        assertThat(stage.state().bookings()).isEmpty();
        assertThat(stage.events()).contains(new FleetEvent.BookingEnded("b", BookingEnd.AGENT_LEFT));
    }

    @Test
    void a_booking_that_was_not_granted_waits_on_when_its_agent_leaves() {
        bench().tasks(task("a")).submit().miss("a").tell(new Input.Book(booking("b", "ada")));

        stage.tell(new Input.Drain("bench", "it is old")).succeed("a");
        assertThat(stage.state().stateOf("bench")).isEmpty();
        assertThat(stage.state().bookings())
                .singleElement()
                .matches(status -> status.agent().isEmpty());

        bench();
        assertThat(stage.state().bookings()).singleElement().matches(BookingStatus::isGranted);
        stage.restart(stage.events().size());
        assertThat(stage.state().bookings()).singleElement().matches(BookingStatus::isGranted);
    }

    @Test
    void an_agent_that_is_not_what_was_booked_any_more_is_not_granted() {
        bench().tasks(task("a")).submit().miss("a").tell(new Input.Book(booking("b", "ada")));

        stage.agent("bench", 2000, 0, Map.of("board", "3")).succeed("a");
        assertThat(stage.state().bookings()).singleElement().matches(status -> !status.isGranted());

        stage.agent("bench2", 2000, 0, Map.of("board", "2"));
        assertThat(stage.state().bookings()).singleElement().satisfies(status -> {
            assertThat(status.agent()).contains("bench2");
            assertThat(status.isGranted()).isTrue();
        });
    }

    @Test
    void a_booking_that_makes_no_sense_is_refused() {
        assertThatThrownBy(() -> booking("", "ada")).hasMessageContaining("id");
        assertThatThrownBy(() -> booking("b", " ")).hasMessageContaining("holder");
        assertThatThrownBy(() -> Booking.of("b", "ada", Selector.any(), Duration.ZERO, Stage.time(1)))
                .hasMessageContaining("length");
    }

    @Test
    void a_state_refuses_bookings_that_cannot_have_happened() {
        bench().tell(new Input.Book(booking("b", "ada")));
        SchedulerState state = stage.state();

        for (FleetEvent impossible : List.of(
                new FleetEvent.BookingMade(booking("b", "ada")),
                new FleetEvent.BookingAssigned("b", "bench"),
                new FleetEvent.BookingGranted("b", Stage.time(1)),
                new FleetEvent.BookingExtended("c", Stage.time(1)),
                new FleetEvent.AgentLeft("bench"))) {
            assertThatThrownBy(() -> state.apply(impossible)).isInstanceOf(IllegalStateException.class);
        }
    }
}

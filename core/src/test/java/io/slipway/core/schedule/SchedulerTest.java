package io.slipway.core.schedule;

import static io.slipway.core.schedule.Stage.RUN;
import static io.slipway.core.schedule.Stage.address;
import static io.slipway.core.schedule.Stage.digest;
import static io.slipway.core.schedule.Stage.key;
import static io.slipway.core.schedule.Stage.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.Labels;
import io.slipway.core.definition.CelConditions;
import io.slipway.core.pipeline.Condition;
import io.slipway.core.pipeline.Need;
import io.slipway.core.pipeline.NeedKind;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskKind;
import io.slipway.core.run.LimitScope;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunId;
import io.slipway.core.run.RunOptions;
import io.slipway.core.run.RunResult;
import io.slipway.core.run.SkipReason;
import io.slipway.core.run.TaskState;
import io.slipway.core.run.WaitReason;
import io.slipway.core.run.WaitReason.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SchedulerTest {
    private final Stage stage = new Stage().agent(2000, 1000);

    // What is selected, and in which order it runs.

    @Test
    void selects_what_is_asked_for_with_all_it_needs() {
        stage.tasks(task("a"), task("b").needs("a"), task("c").needs("b"), task("other"))
                .submit("b");

        assertThat(stage.events())
                .filteredOn(event -> event instanceof RunEvent.RunSubmitted)
                .singleElement()
                .extracting(event -> ((RunEvent.RunSubmitted) event).tasks())
                .isEqualTo(List.of(address("a"), address("b")));
    }

    @Test
    void looks_up_what_needs_nothing_first() {
        stage.tasks(task("b").needs("a"), task("a"), task("z")).submit();

        assertThat(stage.effects())
                .containsExactly(new Effect.Resolve(RUN, address("a")), new Effect.Resolve(RUN, address("z")));
        assertThat(stage.stateOf("b")).isEqualTo(TaskState.WAITING);
    }

    @Test
    void a_run_of_nothing_succeeds_at_once() {
        stage.tasks().submit();

        assertThat(stage.result()).contains(RunResult.SUCCEEDED);
    }

    @Test
    void refuses_to_be_asked_for_a_task_that_does_not_exist() {
        stage.tasks(task("a"));

        assertThatThrownBy(() -> stage.submit("zebra"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("zebra");
    }

    @Test
    void a_submission_that_comes_twice_counts_once() {
        stage.tasks(task("a")).submit().submit();

        assertThat(stage.events())
                .filteredOn(event -> event instanceof RunEvent.RunSubmitted)
                .hasSize(1);
    }

    @Test
    void a_reused_task_makes_ready_what_needs_it() {
        stage.tasks(task("a"), task("b").needs("a")).submit().hit("a").hit("b");

        assertThat(stage.run().tasks())
                .filteredOn(task -> task.state() == TaskState.REUSED)
                .hasSize(2);
        assertThat(stage.run().get(address("b")).saved()).isEqualTo(Duration.ofSeconds(1));
        assertThat(stage.result()).contains(RunResult.SUCCEEDED);
    }

    @Test
    void what_has_the_longest_path_behind_it_starts_first() {
        stage.lasts("short", 1).lasts("long", 5).lasts("middle", 3).lasts("after", 7);
        stage.limits(1, 3)
                .tasks(
                        task("long"),
                        task("middle"),
                        task("short"),
                        task("after").needs("short"))
                .submit();

        stage.missAll().succeed("long").succeed("short");

        assertThat(stage.started()).containsExactly("long", "short", "middle");
    }

    // What has exited, while what it made is being kept.

    @Test
    void the_room_of_what_has_exited_goes_to_who_waits_before_it_is_finished() {
        stage.limits(1, 3)
                .tasks(task("a"), task("b"), task("c").needs("a"))
                .submit()
                .missAll();

        stage.exit("a");

        assertThat(stage.started()).containsExactly("a", "b");
        assertThat(stage.stateOf("a")).isEqualTo(TaskState.RUNNING);
        assertThat(stage.stateOf("c")).isEqualTo(TaskState.WAITING);
    }

    @Test
    void what_has_exited_gives_its_room_back_once() {
        stage.limits(1, 3)
                .tasks(task("a"), task("b"), task("c"), task("d"))
                .submit()
                .missAll();

        stage.exit("a").exit("a").succeed("a");

        assertThat(stage.started()).containsExactly("a", "b");
        assertThat(stage.stateOf("a")).isEqualTo(TaskState.SUCCEEDED);
        stage.succeed("b");
        assertThat(stage.started()).containsExactly("a", "b", "c");
    }

    @Test
    void nothing_is_said_of_an_exit_while_nobody_waits() {
        stage.tasks(task("a"), task("b").needs("a")).submit().missAll();

        stage.exit("a");

        assertThat(stage.events()).noneMatch(event -> event instanceof RunEvent.AttemptExited);
    }

    @Test
    void a_lock_is_held_until_what_was_made_under_it_is_kept() {
        stage.limits(1, 3)
                .tasks(task("a").locks("port"), task("b").locks("port"), task("c"))
                .submit()
                .missAll();

        stage.exit("a");

        assertThat(stage.started()).containsExactly("a");
    }

    @Test
    void an_exit_that_comes_after_the_report_says_nothing_new() {
        stage.limits(1, 3).tasks(task("a"), task("b"), task("c")).submit().missAll();

        stage.succeed("a").exit("a");

        assertThat(stage.started()).containsExactly("a", "b");
    }

    @Test
    void what_is_lost_after_it_has_exited_is_tried_again_when_there_is_room() {
        stage.limits(1, 3).tasks(task("a"), task("b")).submit().missAll();

        stage.exit("a").lose("a");

        assertThat(stage.started()).containsExactly("a", "b");
        stage.succeed("b");
        assertThat(stage.started()).containsExactly("a", "b", "a");
    }

    @Test
    void a_limit_that_is_set_while_something_is_being_kept_counts_only_what_runs() {
        stage.tasks(task("a"), task("b"), task("c"), task("d")).submit().missAll();
        stage.exit("a");

        stage.tell(new Input.SetLimit(LimitScope.AGENT, "local", 2)).succeed("a", "b");

        assertThat(stage.started()).containsExactly("a", "b", "c", "d");
    }

    @Test
    void equal_ranks_go_by_address() {
        stage.limits(1, 3)
                .tasks(task("c"), task("b"), task("a"), task("first"))
                .submit()
                .missAll();

        for (String name : List.of("a", "b", "c")) stage.succeed(name);

        assertThat(stage.started()).containsExactly("a", "b", "c", "first");
    }

    @Test
    void ranks_go_by_what_is_known_when_a_task_becomes_ready() {
        stage.agent(1000, 0).lasts("first", 1).lasts("long", 20).lasts("short", 10);
        stage.tasks(task("first"), task("long").needs("first"), task("short").needs("first"))
                .submit();

        stage.lasts("short", 100).miss("first").succeed("first").miss("long", "short");

        assertThat(stage.run().get(address("short")).rank()).hasSeconds(100);
        assertThat(stage.run().get(address("long")).rank()).hasSeconds(20);
    }

    @Test
    void an_unknown_task_is_thought_to_take_as_long_as_the_median_of_the_known() {
        stage.lasts("one", 1).lasts("two", 4).lasts("three", 9);

        stage.tasks(task("one"), task("two"), task("three"), task("unknown")).submit();

        assertThat(stage.run().get(address("unknown")).rank()).isEqualTo(Duration.ofSeconds(4));
        assertThat(stage.run().get(address("unknown")).expected()).isEmpty();
        assertThat(stage.run().get(address("one")).expected()).contains(Duration.ofSeconds(1));
    }

    @Test
    void with_nothing_known_every_task_counts_a_second_and_only_what_is_selected_counts() {
        stage.tasks(
                        task("a"),
                        task("b").needs("a"),
                        task("c").needs("b"),
                        task("d").needs("c"))
                .submit("c");

        assertThat(stage.run().get(address("a")).rank()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void earlier_runs_go_before_later_ones() {
        RunId second = new RunId("second");
        stage.lasts("big", 100)
                .limits(1, 3)
                .tasks(task("a"), task("b"))
                .submit()
                .tasks(task("big"));
        stage.submit(second, RunOptions.DEFAULT);

        stage.missAll().missAs(second, "big", "big").succeed("a").succeed("b");

        assertThat(stage.started()).containsExactly("a", "b", "big");
    }

    // Room: CPUs, memory, locks, tasks in flight.

    @Test
    void starts_as_many_as_the_agent_has_cpus_for() {
        stage.tasks(task("a"), task("b"), task("c")).submit().missAll();

        assertThat(stage.running()).containsExactly("a", "b");
        assertThat(stage.heldBy("c"))
                .containsExactly(new WaitReason(Kind.CPU, "", 1000, 0, List.of(address("a"), address("b"))));
    }

    @Test
    void starts_as_many_as_the_agent_has_memory_for() {
        stage.tasks(
                        task("a").resources(new Resources(100, 600)),
                        task("b").resources(new Resources(100, 600)),
                        task("c").resources(new Resources(100, 0)))
                .submit()
                .missAll();

        assertThat(stage.running()).containsExactly("a", "c");
        assertThat(stage.heldBy("b")).containsExactly(new WaitReason(Kind.MEMORY, "", 600, 400, List.of(address("a"))));
    }

    @Test
    void starts_as_many_as_the_agent_has_disk_and_pieces_for() {
        Resources capacity = new Resources(8000, 0).withDisk(100).withCount("gpu", 2);
        Resources half = new Resources(1000, 0).withDisk(60);
        Resources both = new Resources(1000, 0).withCount("gpu", 2);

        stage.tell(new Input.Register(new Agent("local", Labels.of(Map.of()), capacity)))
                .tasks(
                        task("a").resources(half),
                        task("b").resources(half),
                        task("c").resources(both),
                        task("d").resources(both))
                .submit()
                .missAll();

        assertThat(stage.running()).containsExactly("a", "c");
        assertThat(stage.heldBy("b")).containsExactly(new WaitReason(Kind.DISK, "", 60, 40, List.of(address("a"))));
        assertThat(stage.heldBy("d")).containsExactly(new WaitReason(Kind.COUNT, "gpu", 2, 0, List.of(address("c"))));
    }

    @Test
    void says_everything_that_is_lacking() {
        stage.tasks(task("a").resources(new Resources(2000, 600)), task("b").resources(new Resources(500, 500)))
                .submit()
                .missAll();

        assertThat(stage.heldBy("b")).extracting(WaitReason::kind).containsExactly(Kind.CPU, Kind.MEMORY);
    }

    @Test
    void never_has_more_in_flight_than_allowed() {
        stage.limits(1, 3).tasks(task("a"), task("b"), task("c")).submit().missAll();

        assertThat(stage.running()).containsExactly("a");
        assertThat(stage.heldBy("b")).extracting(WaitReason::kind).containsExactly(Kind.IN_FLIGHT);
        assertThat(stage.heldBy("c"))
                .as("nobody looks at what is behind the first")
                .isEmpty();
    }

    @Test
    void a_lock_is_held_by_one_task_at_a_time() {
        stage.tasks(task("a").locks("db"), task("b").locks("db"), task("c"))
                .submit()
                .missAll();

        assertThat(stage.running()).containsExactly("a", "c");
        assertThat(stage.heldBy("b")).containsExactly(new WaitReason(Kind.LOCK, "db", 0, 0, List.of(address("a"))));

        stage.succeed("a");
        assertThat(stage.running()).containsExactly("b", "c");
    }

    @Test
    void takes_all_locks_at_once_or_none() {
        stage.tasks(
                        task("a").locks("one"),
                        task("b").locks("one", "two"),
                        task("c").locks("two"))
                .submit()
                .missAll();

        assertThat(stage.running()).containsExactly("a", "c");
        stage.succeed("a");
        assertThat(stage.running()).containsExactly("c");
        stage.succeed("c");
        assertThat(stage.running()).containsExactly("b");
    }

    @Test
    void a_lock_is_handed_on_though_the_first_in_line_waits_for_another() {
        stage.agent(9000, 0)
                .tasks(
                        task("a").locks("one"),
                        task("b").locks("two"),
                        task("c").locks("one", "two"),
                        task("d").locks("one"))
                .submit()
                .missAll();
        assertThat(stage.running()).containsExactly("a", "b");

        stage.succeed("a");

        assertThat(stage.running()).containsExactly("b", "d");
    }

    @Test
    void who_waits_for_a_lock_again_does_not_stand_in_the_way_of_its_likes() {
        stage.agent(9000, 0).limits(3, 3).lasts("c", 9).lasts("b", 5).lasts("d", 1);
        stage.tasks(
                        task("a").locks("one"),
                        task("x"),
                        task("b").locks("one"),
                        task("c").locks("one").resources(new Resources(900, 0)),
                        task("e"),
                        task("d"))
                .submit();
        stage.miss("a", "x", "b", "c", "e", "d");
        assertThat(stage.running()).containsExactly("a", "e", "x");

        stage.succeed("a");
        assertThat(stage.running())
                .as("the longer of the two that waited for the lock")
                .containsExactly("c", "e", "x");

        stage.succeed("x");
        assertThat(stage.running()).as("the lock is in use again").containsExactly("c", "d", "e");
        assertThat(stage.heldBy("b")).containsExactly(new WaitReason(Kind.LOCK, "one", 0, 0, List.of(address("c"))));
    }

    @Test
    void writes_a_reason_down_only_when_it_changes() {
        stage.agent(4000, 1000)
                .tasks(task("a"), task("b"), task("c"), task("d"), task("z").resources(new Resources(4000, 0)))
                .submit()
                .missAll();

        stage.succeed("a", "b", "c");

        assertThat(stage.heldBy("z")).extracting(WaitReason::kind).containsExactly(Kind.CPU);
        assertThat(stage.held("z")).isEqualTo(1);
    }

    @Test
    void does_not_look_at_thousands_when_there_is_no_room() {
        Task.Builder[] many = new Task.Builder[2000];
        for (int i = 0; i < many.length; i++) many[i] = task("t" + i);
        stage.tasks(many).submit().missAll();
        int before = stage.events().size();

        stage.succeed(stage.running().get(0));

        assertThat(stage.events().size() - before).as("finished, started, held").isLessThanOrEqualTo(3);
    }

    @Test
    void waits_for_an_agent_when_there_is_none() {
        Stage empty = new Stage().tasks(task("a")).submit().miss("a");
        assertThat(empty.heldBy("a")).extracting(WaitReason::kind).containsExactly(Kind.AGENT);

        empty.agent(2000, 0);

        assertThat(empty.running()).containsExactly("a");
    }

    @Test
    void takes_the_first_agent_that_has_what_the_task_requires() {
        stage.agent("gpu", 1000, 0, Map.of("os", "linux", "cuda", "12.4"))
                .tasks(
                        task("a").requires(Map.of("cuda", ">=12")),
                        task("b").requires(Map.of("cuda", ">=12")),
                        task("c"))
                .submit()
                .missAll();

        assertThat(stage.effects())
                .contains(
                        new Effect.Dispatch(RUN, address("a"), 1, "gpu", Optional.of(key("a"))),
                        new Effect.Dispatch(RUN, address("c"), 1, "local", Optional.of(key("c"))));
        assertThat(stage.running()).containsExactly("a", "c");
    }

    @Test
    void an_agent_that_registers_again_unchanged_is_no_news() {
        int before = stage.events().size();

        stage.agent(2000, 1000);

        assertThat(stage.events()).hasSize(before);
    }

    // Overtaking, and whose turn it is.

    @Test
    void small_tasks_overtake_a_large_one_a_bounded_number_of_times() {
        stage.limits(100, 3).lasts("large", 100);
        stage.tasks(
                        task("large").resources(new Resources(2000, 0)),
                        task("s0"),
                        task("s1"),
                        task("s2"),
                        task("s3"),
                        task("s4"),
                        task("s5"))
                .submit();
        stage.miss("s0", "s1", "large", "s2", "s3", "s4", "s5");
        assertThat(stage.running()).containsExactly("s0", "s1");

        stage.succeed("s0", "s1", "s2");
        assertThat(stage.running()).as("three have overtaken it").containsExactly("s3", "s4");

        stage.succeed("s3");
        assertThat(stage.running()).as("it is the large one's turn").containsExactly("s4");
        assertThat(stage.heldBy("s5")).containsExactly(new WaitReason(Kind.TURN, "", 0, 0, List.of(address("large"))));

        stage.succeed("s4");
        assertThat(stage.running()).containsExactly("large");

        stage.succeed("large");
        assertThat(stage.running()).containsExactly("s5");
    }

    @Test
    void who_waits_for_memory_does_not_stop_who_needs_none() {
        stage.limits(100, 0).agent(4000, 1000).lasts("large", 100);
        stage.tasks(
                        task("a").resources(new Resources(500, 600)),
                        task("large").resources(new Resources(500, 900)),
                        task("none").resources(new Resources(500, 0)),
                        task("some").resources(new Resources(500, 100)))
                .submit()
                .miss("a", "large", "none", "some");

        assertThat(stage.running()).containsExactly("a", "none");
        assertThat(stage.heldBy("some")).extracting(WaitReason::kind).containsExactly(Kind.TURN);
    }

    @Test
    void who_waits_for_two_locks_gets_its_turn() {
        stage.agent(9000, 0).limits(100, 2);
        stage.tasks(
                        task("a").locks("one"),
                        task("b").locks("two"),
                        task("both").locks("one", "two"),
                        task("c").locks("one"),
                        task("d").locks("two"),
                        task("e").locks("one"),
                        task("f").locks("two"))
                .lasts("both", 0)
                .submit();
        stage.miss("a", "b", "both", "c", "d", "e", "f");

        stage.succeed("a", "b");
        assertThat(stage.running()).as("two have overtaken it").containsExactly("c", "d");

        stage.succeed("c");
        assertThat(stage.running()).as("the lock is kept for it").containsExactly("d");
        assertThat(stage.heldBy("e")).containsExactly(new WaitReason(Kind.TURN, "one", 0, 0, List.of(address("both"))));

        stage.succeed("d");
        assertThat(stage.running()).containsExactly("both");

        stage.succeed("both");
        assertThat(stage.running()).containsExactly("e", "f");
    }

    @Test
    void a_turn_that_is_given_up_lets_the_others_go_on() {
        RunId second = new RunId("second");
        stage.agent(9000, 0).limits(100, 0);
        stage.tasks(task("a").locks("one"), task("both").locks("one", "two"))
                .submit()
                .missAll();
        stage.tasks(task("x").locks("two")).submit(second, RunOptions.DEFAULT).missAs(second, "x", "x");
        assertThat(stage.task(second, "x").state()).isEqualTo(TaskState.QUEUED);

        stage.cancel();

        assertThat(stage.task(second, "x").state()).isEqualTo(TaskState.RUNNING);
    }

    @Test
    void a_lock_is_not_kept_for_one_that_no_agent_takes() {
        stage.patient().limits(100, 1).agent(9000, 0).agent("board", 1000, 0, Map.of("board", "1"));
        stage.tasks(
                        task("a").locks("l").requires(Map.of("os", "linux")),
                        task("b").locks("l").requires(Map.of("os", "linux")),
                        task("c").locks("l").requires(Map.of("os", "linux")).resources(new Resources(2000, 0)),
                        task("d").locks("l").requires(Map.of("os", "linux")).resources(new Resources(2000, 0)),
                        task("on-board").locks("l").requires(Map.of("board", "1")))
                .submit();
        stage.miss("a", "on-board", "b", "c", "d");
        stage.tell(new Input.Cordon("board", "it is broken"));

        stage.succeed("a");
        assertThat(stage.running()).as("one overtakes it").hasSize(1);
        stage.succeed(stage.running().get(0));
        assertThat(stage.running()).as("its turn is of no use to it").hasSize(1);

        stage.tell(new Input.Uncordon("board")).succeed(stage.running().get(0));
        assertThat(stage.running()).containsExactly("on-board");
    }

    @Test
    void a_lock_that_is_kept_for_one_whose_agent_goes_meanwhile_is_there_for_others() {
        stage.patient().limits(100, 1).agent(9000, 0).agent("board", 1000, 0, Map.of("board", "1"));
        stage.tasks(
                        task("a").locks("l").requires(Map.of("os", "linux")),
                        task("b").locks("l").requires(Map.of("os", "linux")),
                        task("c").locks("l").requires(Map.of("os", "linux")),
                        task("holds").locks("m").requires(Map.of("os", "linux")),
                        task("on-board").locks("l", "m").requires(Map.of("board", "1")))
                .submit();
        stage.miss("a", "holds", "on-board", "b", "c").succeed("a").succeed("b");
        assertThat(stage.heldBy("c")).extracting(WaitReason::kind).containsExactly(Kind.TURN);

        stage.tell(new Input.Cordon("board", "it is broken")).succeed("holds");

        assertThat(stage.running()).containsExactly("c");
    }

    // What can never run.

    @Test
    void a_task_whose_label_no_agent_has_fails_the_run_at_once_and_says_which() {
        stage.tasks(
                        task("a"),
                        task("b").requires(Map.of("jdk", ">=21")),
                        task("c").needs("b"))
                .submit();

        assertThat(stage.skipped("b")).hasValueSatisfying(reason -> {
            assertThat(reason.kind()).isEqualTo(SkipReason.Kind.UNPLACEABLE);
            assertThat(reason.detail()).contains("jdk >=21").contains("17.0.15").contains("local");
        });
        assertThat(stage.skipped("c"))
                .contains(new SkipReason(SkipReason.Kind.NEED_SKIPPED, Optional.of(address("b"))));
        assertThat(stage.skipped("a")).contains(new SkipReason(SkipReason.Kind.FAIL_FAST, Optional.of(address("b"))));
        assertThat(stage.effects()).isEmpty();
        assertThat(stage.result()).contains(RunResult.FAILED);
    }

    @Test
    void a_task_that_no_agent_can_run_does_no_harm_when_it_is_known_that_it_will_not_run() {
        stage.conditions(new CelConditions())
                .tasks(
                        task("a"),
                        task("mac").requires(Map.of("os", "macos")).when(new Condition("branch == 'release'")),
                        task("mac-test").needs("mac").requires(Map.of("os", "macos")))
                .submit()
                .missAll()
                .succeed("a");

        assertThat(stage.skipped("mac").map(SkipReason::kind)).contains(SkipReason.Kind.CONDITION);
        assertThat(stage.skipped("mac-test").map(SkipReason::kind)).contains(SkipReason.Kind.NEED_SKIPPED);
        assertThat(stage.result()).contains(RunResult.SUCCEEDED);
    }

    @Test
    void a_condition_without_an_answer_fails_the_run_and_says_which_term_it_was() {
        stage.conditions(new CelConditions())
                .tasks(
                        task("a"),
                        task("b").needs("a").when(new Condition("branch == '' && int('x') > 1")),
                        task("c").needs("b"),
                        task("d").needs("a"),
                        task("e"))
                .submit()
                .missAll()
                .succeed("a");

        assertThat(stage.skipped("b")).hasValueSatisfying(reason -> {
            assertThat(reason.kind()).isEqualTo(SkipReason.Kind.CONDITION_FAILED);
            assertThat(reason.detail()).startsWith("`int('x') > 1` has no answer: ");
        });
        assertThat(stage.skipped("c")).contains(new SkipReason(SkipReason.Kind.FAIL_FAST, Optional.of(address("b"))));
        assertThat(stage.skipped("d")).contains(new SkipReason(SkipReason.Kind.FAIL_FAST, Optional.of(address("b"))));
        stage.succeed("e");
        assertThat(stage.result()).contains(RunResult.FAILED);
    }

    @Test
    void a_task_that_no_agent_can_run_is_refused_when_its_condition_holds_or_depends_on_what_it_needs() {
        stage.conditions(new CelConditions())
                .tasks(
                        task("a"),
                        task("mac").requires(Map.of("os", "macos")).when(new Condition("branch == ''")),
                        task("told")
                                .needs("a")
                                .requires(Map.of("os", "macos"))
                                .when(new Condition("needs.a == 'failed'")))
                .submit();

        assertThat(stage.skipped("mac").map(SkipReason::kind)).contains(SkipReason.Kind.UNPLACEABLE);
        assertThat(stage.skipped("told").map(SkipReason::kind)).contains(SkipReason.Kind.UNPLACEABLE);
        assertThat(stage.result()).contains(RunResult.FAILED);
    }

    @Test
    void a_task_larger_than_every_agent_is_left_out_when_the_rest_may_go_on() {
        stage.tasks(task("a"), task("b").resources(new Resources(3000, 2000)))
                .keepGoing()
                .missAll();

        assertThat(stage.skipped("b"))
                .hasValueSatisfying(
                        reason -> assertThat(reason.detail()).contains("cpu 3").contains("memory"));
        assertThat(stage.succeed("a").result()).contains(RunResult.FAILED);
    }

    @Test
    void a_task_that_no_longer_fits_when_its_agent_shrinks_ends_the_run() {
        stage.tasks(task("a").resources(new Resources(2000, 0)), task("b").resources(new Resources(2000, 0)))
                .submit()
                .missAll();

        stage.agent(1000, 0);

        assertThat(stage.skipped("b"))
                .hasValueSatisfying(reason -> assertThat(reason.kind()).isEqualTo(SkipReason.Kind.UNPLACEABLE));
        assertThat(stage.succeed("a").result()).contains(RunResult.FAILED);
    }

    // Equal work is done once.

    @Test
    void the_second_of_two_equal_tasks_waits_and_is_looked_up_again() {
        stage.tasks(task("a"), task("b")).submit();
        stage.missAs(RUN, "a", "same").missAs(RUN, "b", "same");
        assertThat(stage.running()).containsExactly("a");
        assertThat(stage.heldBy("b"))
                .containsExactly(new WaitReason(Kind.SAME_KEY, key("same").hash(), 0, 0, List.of(address("a"))));
        stage.effects();

        stage.succeed("a");
        assertThat(stage.effects()).containsExactly(new Effect.Resolve(RUN, address("b")));

        stage.hit("b");
        assertThat(stage.result()).contains(RunResult.SUCCEEDED);
    }

    @Test
    void equal_tasks_whose_results_are_never_kept_run_one_after_the_other() {
        stage.tasks(task("a"), task("b"), task("c")).submit();

        for (String name : List.of("a", "b", "c")) {
            for (String waiting : List.of("a", "b", "c")) {
                if (stage.stateOf(waiting) == TaskState.READY) stage.missAs(RUN, waiting, "same");
            }
            assertThat(stage.running()).containsExactly(name);
            stage.succeed(name);
        }

        assertThat(stage.result()).contains(RunResult.SUCCEEDED);
    }

    @Test
    void a_waiting_equal_task_of_another_run_goes_on_when_the_first_run_is_cancelled() {
        RunId second = new RunId("second");
        stage.limits(1, 3).tasks(task("a"), task("b")).submit().missAll();
        stage.tasks(task("b")).submit(second, RunOptions.DEFAULT).missAs(second, "b", "b");
        stage.effects();

        stage.cancel();

        assertThat(stage.effects()).contains(new Effect.Resolve(second, address("b")));
    }

    @Test
    void says_only_once_that_an_equal_task_waits() {
        stage.tasks(task("a"), task("b")).submit();
        stage.missAs(RUN, "a", "same").missAs(RUN, "b", "same").missAs(RUN, "b", "same");

        assertThat(stage.held("b")).isEqualTo(1);
    }

    @Test
    void an_equal_task_that_was_skipped_is_not_looked_up_again() {
        stage.tasks(task("a"), task("b"), task("c")).submit();
        stage.missAs(RUN, "a", "same").missAs(RUN, "b", "same").miss("c");
        stage.effects();

        stage.fail("c").succeed("a");

        assertThat(stage.effects()).isEmpty();
        assertThat(stage.result()).contains(RunResult.FAILED);
    }

    // Failures.

    @Test
    void what_needs_a_failed_task_is_skipped_and_says_which() {
        stage.tasks(task("a"), task("b").needs("a"), task("c").needs("b"))
                .submit()
                .miss("a")
                .fail("a");

        assertThat(stage.skipped("b")).contains(new SkipReason(SkipReason.Kind.NEED_FAILED, Optional.of(address("a"))));
        assertThat(stage.skipped("c"))
                .contains(new SkipReason(SkipReason.Kind.NEED_SKIPPED, Optional.of(address("a"))));
        assertThat(stage.result()).contains(RunResult.FAILED);
    }

    @Test
    void nothing_new_starts_after_the_first_failure_but_what_runs_finishes() {
        stage.tasks(task("a"), task("b"), task("c"), task("d").needs("b"))
                .submit()
                .missAll()
                .fail("a");

        assertThat(stage.skipped("c")).contains(new SkipReason(SkipReason.Kind.FAIL_FAST, Optional.of(address("a"))));
        assertThat(stage.skipped("d")).contains(new SkipReason(SkipReason.Kind.FAIL_FAST, Optional.of(address("a"))));
        assertThat(stage.running()).containsExactly("b");
        assertThat(stage.result()).isEmpty();

        stage.succeed("b");
        assertThat(stage.stateOf("b")).isEqualTo(TaskState.SUCCEEDED);
        assertThat(stage.result()).contains(RunResult.FAILED);
    }

    @Test
    void with_keep_going_only_what_needs_the_failed_task_is_skipped() {
        stage.tasks(task("a"), task("b"), task("c").needs("a"), task("d").needs("b"))
                .keepGoing()
                .missAll();

        stage.fail("a").succeed("b").missAll().succeed("d");

        assertThat(stage.stateOf("c")).isEqualTo(TaskState.SKIPPED);
        assertThat(stage.stateOf("d")).isEqualTo(TaskState.SUCCEEDED);
        assertThat(stage.result()).contains(RunResult.FAILED);
    }

    @Test
    void what_runs_always_runs_after_failures_once_all_its_needs_have_ended() {
        stage.tasks(task("a"), task("b"), task("clean").needs("a", "b").always(true))
                .submit()
                .missAll();

        stage.fail("a");
        assertThat(stage.stateOf("clean")).isEqualTo(TaskState.WAITING);

        stage.succeed("b").miss("clean");
        assertThat(stage.running()).containsExactly("clean");
        assertThat(stage.succeed("clean").result()).contains(RunResult.FAILED);
    }

    @Test
    void what_runs_always_runs_though_its_needs_were_skipped() {
        stage.tasks(task("a"), task("b").needs("a"), task("clean").needs("b").always(true))
                .submit()
                .miss("a")
                .fail("a");

        assertThat(stage.running()).containsExactly("clean");
    }

    @Test
    void an_optional_need_that_failed_does_not_stop_who_needs_it() {
        Need optional = new Need(address("a"), NeedKind.BUILD, true, Optional.empty());
        stage.tasks(task("a"), task("b"), task("c").need(optional).needs("b"))
                .keepGoing()
                .missAll();

        stage.fail("a").succeed("b");

        assertThat(stage.stateOf("c")).isEqualTo(TaskState.READY);
    }

    // Cancellation.

    @Test
    void a_cancelled_run_stops_what_runs_and_skips_the_rest() {
        stage.tasks(task("a"), task("b"), task("c"), task("clean").needs("a").always(true))
                .submit()
                .missAll();
        stage.effects();

        stage.cancel();

        assertThat(stage.effects())
                .containsExactly(
                        new Effect.Stop(RUN, address("a"), 1, "local", "enough"),
                        new Effect.Stop(RUN, address("b"), 1, "local", "enough"));
        SkipReason cancelled = new SkipReason(SkipReason.Kind.CANCELLED, Optional.empty());
        assertThat(stage.skipped("c")).contains(cancelled);
        assertThat(stage.skipped("clean")).contains(cancelled);
        assertThat(stage.result()).isEmpty();

        stage.report(RUN, "a", new Outcome(Outcome.Kind.CANCELLED, -1, "stopped"));
        assertThat(stage.result()).isEmpty();
        stage.succeed("b");
        assertThat(stage.result()).contains(RunResult.CANCELLED);
    }

    @Test
    void cancelling_twice_or_after_the_end_changes_nothing() {
        stage.tasks(task("a")).submit().miss("a").cancel();
        int before = stage.events().size();

        stage.cancel();
        assertThat(stage.events()).hasSize(before);

        stage.succeed("a");
        int atEnd = stage.events().size();
        stage.cancel();
        assertThat(stage.events()).hasSize(atEnd);
    }

    // Late and double answers.

    @Test
    void answers_that_come_late_twice_or_for_nothing_are_no_events() {
        stage.tasks(task("a"), task("b").needs("a")).submit().miss("a").succeed("a");
        int before = stage.events().size();
        RunId unknown = new RunId("unknown");

        stage.hit("a").miss("a").report(RUN, "a", 1, Outcome.succeeded());
        stage.report(RUN, "b", 1, Outcome.succeeded()).missAs(unknown, "a", "a");
        stage.tell(new Input.Hit(RUN, address("zebra"), key("a"), digest("outputs"), Duration.ZERO));

        assertThat(stage.events()).hasSize(before);
    }

    @Test
    void a_report_of_an_attempt_that_was_given_up_is_no_event() {
        stage.tasks(task("a")).submit().miss("a").lose("a");
        int before = stage.events().size();

        stage.report(RUN, "a", 1, Outcome.succeeded());

        assertThat(stage.events()).hasSize(before);
        assertThat(stage.stateOf("a")).isEqualTo(TaskState.RUNNING);
    }

    // Lost runners, and going on after a crash.

    @Test
    void a_lost_build_is_tried_three_times() {
        stage.tasks(task("a")).submit().miss("a").lose("a").lose("a");
        assertThat(stage.running()).containsExactly("a");
        assertThat(stage.run().get(address("a")).attempts()).hasSize(3);

        stage.lose("a");

        assertThat(stage.stateOf("a")).isEqualTo(TaskState.FAILED);
        assertThat(stage.run().get(address("a")).lastAttempt().orElseThrow().outcome())
                .hasValueSatisfying(outcome -> assertThat(outcome.message()).contains("attempt 3"));
    }

    @Test
    void a_lost_deploy_waits_for_a_person_to_decide() {
        stage.tasks(task("a").kind(TaskKind.DEPLOY)).submit();
        assertThat(stage.running()).as("there is nothing to look up").containsExactly("a");

        stage.lose("a");

        assertThat(stage.stateOf("a")).isEqualTo(TaskState.FAILED);
        assertThat(stage.run().get(address("a")).lastAttempt().orElseThrow().outcome())
                .hasValueSatisfying(
                        outcome -> assertThat(outcome.message()).contains("decide whether to run it again"));
    }

    @Test
    void what_is_lost_while_the_run_is_ending_is_not_tried_again() {
        stage.tasks(task("a"), task("b")).submit().missAll().fail("a").lose("b");

        assertThat(stage.stateOf("b")).isEqualTo(TaskState.FAILED);
        assertThat(stage.result()).contains(RunResult.FAILED);
    }

    @Test
    void after_a_crash_what_was_ready_is_looked_up_again_and_what_runs_is_stopped_if_it_must() {
        stage.tasks(task("a"), task("b"), task("c").kind(TaskKind.DEPLOY))
                .submit()
                .miss("a");

        stage.restart(stage.events().size()).tell(new Input.Resume());
        assertThat(stage.effects()).containsExactly(new Effect.Resolve(RUN, address("b")));

        stage.cancel().restart(stage.events().size()).tell(new Input.Resume());
        assertThat(stage.effects())
                .containsExactly(
                        new Effect.Stop(RUN, address("a"), 1, "local", "enough"),
                        new Effect.Stop(RUN, address("c"), 1, "local", "enough"));
    }

    @Test
    void takes_the_decisions_that_were_due_when_the_end_of_a_commit_is_missing() {
        stage.tasks(task("a"), task("b").needs("a"), task("deploy").kind(TaskKind.DEPLOY), task("z"))
                .submit();
        int complete = stage.events().size();

        for (int written = 2; written <= complete; written++) {
            Stage other = new Stage().agent(2000, 1000);
            other.tasks(task("a"), task("b").needs("a"), task("deploy").kind(TaskKind.DEPLOY), task("z"))
                    .submit();

            other.restart(written).tell(new Input.Resume());

            assertThat(other.effects())
                    .contains(new Effect.Resolve(RUN, address("a")), new Effect.Resolve(RUN, address("z")));
            assertThat(other.running()).containsExactly("deploy");
        }
    }

    @Test
    void finishes_what_was_about_to_finish() {
        stage.tasks(task("a"), task("b").needs("a"), task("c"))
                .submit()
                .miss("a")
                .fail("a");
        int failed = 0;
        while (!(stage.events().get(failed) instanceof RunEvent.AttemptFinished)) failed++;

        stage.restart(failed + 1).tell(new Input.Resume());

        assertThat(stage.skipped("b")).contains(new SkipReason(SkipReason.Kind.FAIL_FAST, Optional.of(address("a"))));
        assertThat(stage.stateOf("c")).isEqualTo(TaskState.SKIPPED);
        assertThat(stage.result()).contains(RunResult.FAILED);
    }

    @Test
    void going_on_changes_nothing_when_nothing_is_due() {
        stage.tasks(task("a")).submit().miss("a").succeed("a");
        int before = stage.events().size();
        stage.effects();

        stage.tell(new Input.Resume());

        assertThat(stage.events()).hasSize(before);
        assertThat(stage.effects()).isEmpty();
    }

    // A state refuses what cannot have happened.

    @Test
    void a_state_refuses_events_of_a_run_it_does_not_know() {
        RunEvent cancelled = new RunEvent.RunCancelled(new RunId("unknown"), "");

        assertThatThrownBy(() -> stage.state().apply(cancelled))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("unknown");
    }

    @Test
    void a_state_refuses_a_second_submission_of_a_run() {
        stage.tasks(task("a")).submit();
        RunEvent again = (RunEvent) stage.events().get(1);

        assertThatThrownBy(() -> stage.state().apply(again))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("submitted before");
    }

    @Test
    void a_state_refuses_a_pipeline_that_is_not_the_one_the_run_began_with() {
        SchedulerState state = new SchedulerState(digest ->
                Pipeline.of(List.of(task("a").build(), task("b").needs("a").build())));
        RunEvent.RunSubmitted submitted =
                new RunEvent.RunSubmitted(RUN, digest("p"), digest("s"), List.of(address("b")), RunOptions.DEFAULT);

        assertThatThrownBy(() -> state.apply(submitted))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("not the one it began with");
    }

    @Test
    void a_state_refuses_the_same_work_twice_at_a_time() {
        stage.tasks(task("a"), task("b")).submit().miss("a");
        RunEvent.TaskMissed missed = (RunEvent.TaskMissed) stage.events().stream()
                .filter(event -> event instanceof RunEvent.TaskMissed)
                .findFirst()
                .orElseThrow();

        assertThatThrownBy(() ->
                        stage.state().apply(new RunEvent.TaskMissed(RUN, address("b"), missed.key(), missed.because())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("same work");
    }

    @Test
    void limits_that_let_nothing_start_are_refused() {
        assertThatThrownBy(() -> Limits.inFlight(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Limits(1, -1)).isInstanceOf(IllegalArgumentException.class);
    }
}

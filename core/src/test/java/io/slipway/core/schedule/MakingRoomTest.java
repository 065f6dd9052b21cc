package io.slipway.core.schedule;

import static io.slipway.core.schedule.Stage.address;
import static io.slipway.core.schedule.Stage.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.core.agent.AgentState;
import io.slipway.core.fairshare.Share;
import io.slipway.core.fairshare.Tenant;
import io.slipway.core.fairshare.Usage;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.RetryPolicy;
import io.slipway.core.pipeline.RetryPolicy.OnLost;
import io.slipway.core.pipeline.TaskKind;
import io.slipway.core.run.Attempt;
import io.slipway.core.run.FleetEvent;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunId;
import io.slipway.core.run.RunOptions;
import io.slipway.core.run.TaskRun;
import io.slipway.core.run.TaskState;
import io.slipway.core.run.WaitReason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Running tasks end so that others get their places, where people allowed that. */
class MakingRoomTest {
    private static final RunId URGENT = new RunId("urgent");
    private static final RunOptions HIGH = RunOptions.DEFAULT.withPriority(5);
    private static final Outcome STOPPED = new Outcome(Outcome.Kind.CANCELLED, -1, "it was stopped");

    private final Stage stage = new Stage().at(1000);

    private static Input.SetPreemption allowed(long patienceSeconds) {
        return new Input.SetPreemption("os=linux", true, Duration.ofSeconds(patienceSeconds));
    }

    private Stage agents(String... ids) {
        for (String id : ids) stage.agent(id, 2000, 0, Map.of("os", "linux"));
        return stage;
    }

    /** Two tasks that fill the agent, expected to take long, and then one of higher priority. */
    private Stage fullAgent(RetryPolicy retry) {
        agents("one");
        stage.lasts("a", 3600).lasts("b", 3600);
        stage.tasks(task("a").retry(retry), task("b").retry(retry)).submit().miss("a");
        return stage.at(1100).miss("b");
    }

    private Stage urgent() {
        return stage.tasks(task("u")).submit(URGENT, HIGH).missAs(URGENT, "u", "u");
    }

    private TaskState urgentState() {
        return stage.task(URGENT, "u").state();
    }

    private List<RunEvent.AttemptPreempted> preempted() {
        return stage.events().stream()
                .filter(RunEvent.AttemptPreempted.class::isInstance)
                .map(RunEvent.AttemptPreempted.class::cast)
                .toList();
    }

    @Test
    void nobody_makes_room_where_nobody_allowed_it() {
        fullAgent(RetryPolicy.DEFAULT);

        urgent().at(1200).at(1300);

        assertThat(preempted()).isEmpty();
        assertThat(urgentState()).isEqualTo(TaskState.QUEUED);
    }

    @Test
    void who_loses_least_work_makes_room_and_its_place_is_given_when_it_has_ended() {
        fullAgent(RetryPolicy.DEFAULT).tell(allowed(60)).at(1200).effects();

        urgent();

        assertThat(preempted()).singleElement().satisfies(event -> {
            assertThat(event.task()).isEqualTo(address("b"));
            assertThat(event.by()).isEqualTo(address("u"));
            assertThat(event.byRun()).isEqualTo(URGENT);
            assertThat(event.why()).contains("run urgent, task s:u of priority 5", "one", "its own priority is 0");
        });
        assertThat(stage.effects()).anySatisfy(effect -> assertThat(effect).isInstanceOf(Effect.Stop.class));
        assertThat(urgentState()).as("the place is not free yet").isEqualTo(TaskState.QUEUED);

        stage.report(Stage.RUN, "b", STOPPED);

        assertThat(urgentState()).isEqualTo(TaskState.RUNNING);
        assertThat(stage.stateOf("b")).isEqualTo(TaskState.QUEUED);
        assertThat(stage.run().get(address("b")).lastAttempt().flatMap(Attempt::outcome))
                .hasValueSatisfying(outcome -> {
                    assertThat(outcome.kind()).isEqualTo(Outcome.Kind.PREEMPTED);
                    assertThat(outcome.message()).contains("run urgent", "tried again by itself");
                });
    }

    @Test
    void making_room_is_not_held_against_the_task() {
        fullAgent(RetryPolicy.DEFAULT).tell(allowed(60)).at(1200);
        urgent().report(Stage.RUN, "b", STOPPED).report(URGENT, "u", Outcome.succeeded());
        assertThat(stage.stateOf("b")).isEqualTo(TaskState.RUNNING);

        stage.lose("b").lose("b");

        assertThat(stage.stateOf("b"))
                .as("the third time it is lost is the last")
                .isEqualTo(TaskState.RUNNING);
        stage.lose("b");
        assertThat(stage.stateOf("b")).isEqualTo(TaskState.FAILED);
    }

    @Test
    void who_has_ended_well_before_it_heard_of_it_has_a_result() {
        fullAgent(RetryPolicy.DEFAULT).tell(allowed(60)).at(1200);

        urgent().succeed("b");

        assertThat(stage.stateOf("b")).isEqualTo(TaskState.SUCCEEDED);
        assertThat(urgentState()).isEqualTo(TaskState.RUNNING);
    }

    @Test
    void room_that_comes_soon_by_itself_is_waited_for() {
        agents("one").lasts("a", 130).lasts("b", 3600).tell(allowed(60));
        stage.tasks(task("a"), task("b")).submit().miss("a", "b").at(1080);

        urgent().at(1100);

        assertThat(preempted()).isEmpty();
    }

    @Test
    void nobody_of_the_same_priority_makes_room() {
        fullAgent(RetryPolicy.DEFAULT).tell(allowed(60)).at(1200);

        stage.tasks(task("u")).submit(URGENT, RunOptions.DEFAULT).missAs(URGENT, "u", "u");
        stage.at(1300);

        assertThat(preempted()).isEmpty();
    }

    @Test
    void what_waits_for_a_person_when_it_is_lost_stays_and_so_does_a_deploy() {
        agents("one").tell(allowed(60));
        stage.tasks(task("a").kind(TaskKind.DEPLOY), task("b").retry(RetryPolicy.DEFAULT.onLost(OnLost.HOLD)))
                .submit()
                .miss("b");

        urgent().at(1200).at(1300);

        assertThat(stage.running()).containsExactly("a", "b");
        assertThat(preempted()).isEmpty();
    }

    @Test
    void nobody_else_takes_the_place_that_was_made() {
        fullAgent(RetryPolicy.DEFAULT).tell(allowed(60)).at(1200);
        stage.tasks(task("earlier")).submit(new RunId("earlier"), RunOptions.DEFAULT);
        stage.missAs(new RunId("earlier"), "earlier", "earlier");

        urgent().at(1201).report(Stage.RUN, "b", STOPPED);

        assertThat(urgentState()).isEqualTo(TaskState.RUNNING);
        assertThat(stage.task(new RunId("earlier"), "earlier").state()).isEqualTo(TaskState.QUEUED);
    }

    @Test
    void what_was_left_to_one_that_gets_a_place_elsewhere_is_there_for_others() {
        stage.limits(100, 0).agent("one", 2000, 0, Map.of("p", "1")).agent("two", 2000, 0, Map.of("p", "2"));
        stage.lasts("a", 3600).lasts("b", 3600);
        stage.tasks(
                        task("a").requires(Map.of("p", "1")),
                        task("b").requires(Map.of("p", "2")).resources(new Resources(2000, 0)))
                .submit()
                .miss("a", "b");
        RunId large = new RunId("large");
        stage.tasks(task("l").resources(new Resources(2000, 0)))
                .submit(large, RunOptions.DEFAULT)
                .missAs(large, "l", "l");
        RunId small = new RunId("small");
        stage.at(1100).tasks(task("s")).submit(small, RunOptions.DEFAULT).missAs(small, "s", "s");
        assertThat(stage.task(small, "s").heldBy())
                .as("the rest of agent one is left to the large one")
                .extracting(WaitReason::kind)
                .containsExactly(WaitReason.Kind.TURN);

        stage.tell(new Input.SetPreemption("p=2", true, Duration.ZERO)).tell(new Input.Prioritise(large, 5));
        stage.at(1200).at(1201);

        assertThat(preempted()).hasSize(1);
        assertThat(stage.task(small, "s").state()).isEqualTo(TaskState.RUNNING);
    }

    @Test
    void a_task_makes_room_no_more_than_twice() {
        fullAgent(RetryPolicy.DEFAULT).tell(allowed(0));
        long now = 1200;
        for (int i = 0; i < 6; i++) {
            RunId run = new RunId("urgent-" + i);
            stage.at(now += 100)
                    .tasks(task("u").resources(new Resources(2000, 0)))
                    .submit(run, HIGH);
            stage.missAs(run, "u", "u" + i);
            for (String name : List.of("a", "b")) {
                if (stage.run().get(address(name)).isMakingRoom()) stage.report(Stage.RUN, name, STOPPED);
            }
            if (stage.task(run, "u").state() == TaskState.RUNNING) stage.report(run, "u", Outcome.succeeded());
            else stage.tell(new Input.Cancel(run, "enough"));
        }

        assertThat(stage.run().get(address("a")).preemptions()).hasSize(2);
        assertThat(stage.run().get(address("b")).preemptions()).hasSize(2);
        assertThat(stage.running()).containsExactly("a", "b");
    }

    @Test
    void who_was_driven_out_never_drives_out_the_one_that_did_it_whatever_people_say() {
        fullAgent(RetryPolicy.DEFAULT).tell(allowed(0)).at(1200);
        stage.tasks(task("u").resources(new Resources(2000, 0)))
                .submit(URGENT, HIGH)
                .missAs(URGENT, "u", "u");
        stage.report(Stage.RUN, "a", STOPPED).report(Stage.RUN, "b", STOPPED);
        assertThat(urgentState()).isEqualTo(TaskState.RUNNING);

        stage.tell(new Input.Prioritise(Stage.RUN, 50)).at(1300).at(1400);

        assertThat(preempted()).hasSize(2);
        assertThat(urgentState()).isEqualTo(TaskState.RUNNING);
    }

    @Test
    void who_makes_room_is_asked_again_until_it_has_ended_also_after_a_restart() {
        stage.lease(30).heartbeat("one").lasts("a", 3600).lasts("b", 3600);
        stage.tasks(task("a"), task("b")).submit().miss("a", "b");
        stage.tell(allowed(10)).at(1010).heartbeat("one", Stage.attempt("a", 1), Stage.attempt("b", 1));
        urgent().at(1020);
        String victim = preempted().get(0).task().task();
        stage.effects();

        stage.heartbeat("one", Stage.attempt("a", 1), Stage.attempt("b", 1));
        assertThat(stage.effects())
                .singleElement()
                .satisfies(effect -> assertThat(effect).isInstanceOfSatisfying(Effect.Stop.class, stop -> {
                    assertThat(stop.task()).isEqualTo(address(victim));
                }));

        stage.restart(stage.events().size());
        stage.tell(new Input.Resume());
        assertThat(stage.effects()).anySatisfy(effect -> assertThat(effect).isInstanceOf(Effect.Stop.class));
        stage.report(Stage.RUN, victim, STOPPED);
        assertThat(urgentState()).isEqualTo(TaskState.RUNNING);
    }

    @Test
    void an_agent_that_is_cordoned_meanwhile_is_nobodys_place() {
        fullAgent(RetryPolicy.DEFAULT).tell(allowed(60)).at(1200);
        urgent().tell(new Input.Cordon("one", "it is old")).report(Stage.RUN, "b", STOPPED);

        assertThat(urgentState()).isEqualTo(TaskState.QUEUED);
        stage.agent("two", 2000, 0, Map.of("os", "linux"));
        assertThat(urgentState()).isEqualTo(TaskState.RUNNING);
        assertThat(stage.state().stateOf("one")).contains(AgentState.CORDONED);
    }

    @Test
    void nobody_makes_room_for_one_whose_lock_is_taken() {
        agents("one").lasts("keeper", 3600).lasts("a", 3600);
        RunId other = new RunId("other");
        stage.tasks(task("keeper").locks("db")).submit(other, HIGH).missAs(other, "keeper", "keeper");
        stage.tasks(task("a")).submit().miss("a");
        stage.tasks(task("blocked")).submit(new RunId("third"), RunOptions.DEFAULT);
        stage.missAs(new RunId("third"), "blocked", "blocked").tell(allowed(0)).at(1200);

        stage.tasks(task("u").locks("db")).submit(URGENT, HIGH).missAs(URGENT, "u", "u");
        stage.at(1300).at(1400);

        assertThat(preempted()).isEmpty();
        assertThat(stage.running()).containsExactly("a");
    }

    @Test
    void a_run_that_is_cancelled_meanwhile_does_not_begin_again() {
        fullAgent(RetryPolicy.DEFAULT).tell(allowed(60)).at(1200);

        urgent().cancel().report(Stage.RUN, "b", STOPPED);

        assertThat(stage.stateOf("b")).isEqualTo(TaskState.FAILED);
    }

    @Test
    void it_is_written_down_once_that_it_is_allowed_and_once_that_it_is_not() {
        Input.SetPreemption forbidden = new Input.SetPreemption("os=linux", false, Duration.ZERO);

        stage.tell(forbidden)
                .tell(allowed(60))
                .tell(allowed(60))
                .tell(forbidden)
                .tell(forbidden);

        assertThat(stage.events())
                .filteredOn(FleetEvent.PreemptionSet.class::isInstance)
                .hasSize(2);
        assertThatThrownBy(() -> new Input.SetPreemption("linux", true, Duration.ZERO))
                .hasMessageContaining("label=value");
        assertThatThrownBy(() -> new Input.SetPreemption("os=linux", true, Duration.ofSeconds(-1)))
                .hasMessageContaining("patience");
    }

    // What is guaranteed.

    private static final Tenant OURS = Tenant.of("ours");
    private static final RunOptions OUR_RUN = RunOptions.DEFAULT.forTenant(OURS);

    private Stage guaranteed(long milliCpu) {
        return stage.tell(new Input.SetShare(OURS, Share.EQUAL.guaranteeing(Usage.of("cpu", milliCpu))));
    }

    @Test
    void who_is_guaranteed_what_others_borrow_gets_it_back() {
        fullAgent(RetryPolicy.DEFAULT).tell(allowed(60)).at(1200);
        guaranteed(1000);

        stage.tasks(task("u")).submit(URGENT, OUR_RUN).missAs(URGENT, "u", "u");

        assertThat(preempted())
                .singleElement()
                .satisfies(event -> assertThat(event.why()).contains("guaranteed to ours", "borrowed by"));
        stage.report(Stage.RUN, preempted().get(0).task().task(), STOPPED);
        assertThat(urgentState()).isEqualTo(TaskState.RUNNING);
    }

    @Test
    void what_is_not_guaranteed_is_not_taken_back() {
        fullAgent(RetryPolicy.DEFAULT).tell(allowed(60)).at(1200);
        guaranteed(500);

        stage.tasks(task("u")).submit(URGENT, OUR_RUN).missAs(URGENT, "u", "u");
        stage.at(1300);

        assertThat(preempted()).isEmpty();
    }

    @Test
    void a_team_that_holds_as_much_as_it_may_is_told_so_and_goes_on_when_it_holds_less() {
        stage.agent(9000, 0).tell(new Input.SetShare(OURS, Share.EQUAL.holdingAtMost(Usage.of("cpu", 1000))));
        stage.tasks(task("a"), task("b")).submit(URGENT, OUR_RUN);

        stage.missAs(URGENT, "a", "a").missAs(URGENT, "b", "b");

        assertThat(stage.task(URGENT, "b").heldBy())
                .containsExactly(new WaitReason(WaitReason.Kind.SHARE, "ours", 0, 0, List.of()));
        stage.report(URGENT, "a", Outcome.succeeded());
        assertThat(stage.task(URGENT, "b").state()).isEqualTo(TaskState.RUNNING);
    }

    @Test
    void a_team_gets_as_much_as_its_weight_says() {
        stage.agent(1000, 0).tell(new Input.SetShare(OURS, Share.weighing(3)));
        assertThat(stage.tell(new Input.SetShare(OURS, Share.weighing(3))).events())
                .filteredOn(FleetEvent.ShareSet.class::isInstance)
                .hasSize(1);
        io.slipway.core.pipeline.Task.Builder[] many = new io.slipway.core.pipeline.Task.Builder[40];
        for (int i = 0; i < 40; i++) many[i] = task("t" + i);
        stage.tasks(many).submit().missAll().submit(URGENT, OUR_RUN);
        for (int i = 0; i < 40; i++) stage.missAs(URGENT, "t" + i, "o" + i);

        for (int i = 1; i <= 40; i++) {
            stage.at(1000 + 60 * i);
            if (stage.running().isEmpty()) {
                TaskRun ours = stage.state().find(URGENT).orElseThrow().tasks().stream()
                        .filter(task -> task.state() == TaskState.RUNNING)
                        .findFirst()
                        .orElseThrow();
                stage.report(URGENT, ours.task().task(), Outcome.succeeded());
            } else {
                stage.succeed(stage.running().get(0));
            }
        }

        assertThat(stage.state().find(URGENT).orElseThrow().tasks())
                .filteredOn(task -> task.state().isDone())
                .hasSizeBetween(29, 31);
    }
}

package io.slipway.core.schedule;

import static io.slipway.core.schedule.Stage.RUN;
import static io.slipway.core.schedule.Stage.address;
import static io.slipway.core.schedule.Stage.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.core.agent.Agent;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.RetryPolicy;
import io.slipway.core.pipeline.RetryPolicy.Backoff;
import io.slipway.core.pipeline.RetryPolicy.Failure;
import io.slipway.core.pipeline.RetryPolicy.OnLost;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskKind;
import io.slipway.core.run.Attempt;
import io.slipway.core.run.DeadLetter;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunId;
import io.slipway.core.run.RunOptions;
import io.slipway.core.run.RunResult;
import io.slipway.core.run.TaskState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttemptLifeTest {
    private static final RunId AGAIN = new RunId("again");
    private static final Outcome TIMEOUT = new Outcome(Outcome.Kind.TIMED_OUT, -1, "it took too long; give it more");
    private static final RetryPolicy PATIENT = RetryPolicy.DEFAULT
            .with(Failure.EXIT, new Backoff(3, Duration.ofSeconds(10), 3, Duration.ofSeconds(20), 0))
            .with(Failure.TIMEOUT, Backoff.atOnce(2));

    private static final Outcome EXCEEDED =
            new Outcome(Outcome.Kind.MEMORY_EXCEEDED, -1, "it took more memory than it may; give it more");

    private final List<Long> given = new ArrayList<>();
    private final Stage stage = new Stage().agent(2000, 1000).at(1000);

    // Tried again, now or later.

    @Test
    void a_failed_task_is_tried_again_after_a_growing_wait() {
        stage.tasks(task("a").retry(PATIENT)).submit().miss("a").fail("a");
        assertThat(stage.running()).isEmpty();
        assertThat(stage.nextDue()).contains(Stage.time(1010));

        stage.at(1009);
        assertThat(stage.running()).isEmpty();
        stage.at(1010);
        assertThat(stage.running()).containsExactly("a");

        stage.fail("a");
        assertThat(stage.nextDue())
                .as("three times as long, but no longer than the most")
                .contains(Stage.time(1030));
    }

    @Test
    void a_command_is_tried_again_only_after_the_exit_codes_that_are_named() {
        RetryPolicy retry =
                RetryPolicy.DEFAULT.with(Failure.EXIT, Backoff.atOnce(5)).onlyExitCodes(List.of(75));
        stage.tasks(task("a").retry(retry)).submit().miss("a");

        stage.report(RUN, "a", new Outcome(Outcome.Kind.FAILED, 75, "busy"));
        assertThat(stage.stateOf("a")).isEqualTo(TaskState.RUNNING);
        stage.report(RUN, "a", new Outcome(Outcome.Kind.FAILED, 1, "wrong"));

        assertThat(stage.stateOf("a")).isEqualTo(TaskState.FAILED);
    }

    @Test
    void each_kind_of_failure_is_counted_by_itself() {
        stage.tasks(task("a").retry(PATIENT)).submit().miss("a");

        stage.report(RUN, "a", TIMEOUT).fail("a").at(1010).fail("a").at(1030).lose("a");
        assertThat(stage.running()).containsExactly("a");

        stage.report(RUN, "a", TIMEOUT);
        assertThat(stage.stateOf("a")).isEqualTo(TaskState.FAILED);
    }

    @Test
    void somebody_may_cut_the_wait_short() {
        stage.tasks(task("a").retry(PATIENT)).submit().miss("a").fail("a");

        stage.tell(new Input.Approve(RUN, address("a")));

        assertThat(stage.running()).containsExactly("a");
        assertThat(stage.nextDue()).isEmpty();
    }

    @Test
    void a_task_that_waits_to_be_tried_again_is_skipped_when_its_run_is_cancelled() {
        stage.tasks(task("a").retry(PATIENT)).submit().miss("a").fail("a").cancel();

        assertThat(stage.stateOf("a")).isEqualTo(TaskState.SKIPPED);
        assertThat(stage.result()).contains(RunResult.CANCELLED);
        assertThat(stage.nextDue()).isEmpty();
    }

    @Test
    void a_task_that_waits_to_be_tried_again_waits_on_after_a_restart() {
        stage.tasks(task("a").retry(PATIENT)).submit().miss("a").fail("a");

        stage.restart(stage.events().size()).at(1010);

        assertThat(stage.running()).containsExactly("a");
    }

    // Too long.

    @Test
    void an_attempt_that_takes_longer_than_nearly_all_of_its_like_is_told_of_once() {
        stage.tasks(task("a")).overdueAfter("a", 90).submit().miss("a");
        assertThat(stage.nextDue()).contains(Stage.time(1090));

        stage.at(1089);
        assertThat(overdue()).isEmpty();
        stage.at(1090).at(1200).succeed("a");

        assertThat(overdue())
                .containsExactly(new RunEvent.AttemptOverdue(RUN, address("a"), 1, Duration.ofSeconds(90)));
        assertThat(stage.result()).contains(RunResult.SUCCEEDED);
        assertThat(stage.nextDue()).isEmpty();
    }

    @Test
    void an_attempt_that_ends_in_time_or_of_which_little_is_known_is_not_told_of() {
        stage.tasks(task("a"), task("b")).overdueAfter("a", 90).submit().miss("a", "b");

        stage.at(1080).succeed("a").at(5000).succeed("b");

        assertThat(overdue()).isEmpty();
    }

    @Test
    void each_attempt_is_watched_by_itself() {
        stage.tasks(task("a").retry(PATIENT)).overdueAfter("a", 90).submit().miss("a");

        stage.at(1080).report(RUN, "a", TIMEOUT).at(1100);
        assertThat(overdue()).isEmpty();
        stage.at(1170);

        assertThat(overdue()).extracting(RunEvent.AttemptOverdue::attempt).containsExactly(2);
    }

    @Test
    void what_takes_too_long_is_told_after_a_restart_too_and_not_twice() {
        stage.tasks(task("a")).overdueAfter("a", 90).submit().miss("a");

        stage.restart(stage.events().size())
                .at(1100)
                .restart(stage.events().size())
                .at(1200);

        assertThat(overdue()).hasSize(1);
    }

    private List<RunEvent.AttemptOverdue> overdue() {
        return stage.events().stream()
                .filter(RunEvent.AttemptOverdue.class::isInstance)
                .map(RunEvent.AttemptOverdue.class::cast)
                .toList();
    }

    // Too little memory.

    @Test
    void what_ran_out_of_memory_is_tried_again_with_twice_as_much() {
        stage.tasks(hungry("a")).submit().miss("a");
        stage.report(RUN, "a", EXCEEDED);

        assertThat(stage.running()).containsExactly("a");
        assertThat(memoryGiven()).containsExactly(200L, 400L);
        assertThat(stage.state().fleet().free(agent()).memoryBytes()).isEqualTo(600);
    }

    @Test
    void what_ran_out_of_memory_is_tried_again_with_what_its_runs_needed() {
        stage.tasks(hungry("a")).needsMemory("a", 700).submit().miss("a");
        stage.report(RUN, "a", EXCEEDED);

        assertThat(memoryGiven()).containsExactly(200L, 700L);
        assertThat(resized()).singleElement().satisfies(why -> assertThat(why).contains("earlier runs needed"));
    }

    @Test
    void no_task_asks_for_more_memory_than_an_agent_has() {
        stage.tasks(hungry("a")).submit().miss("a");
        for (int i = 0; i < 3; i++) stage.report(RUN, "a", EXCEEDED);

        assertThat(memoryGiven()).containsExactly(200L, 400L, 800L, 1000L);
        stage.report(RUN, "a", EXCEEDED);
        assertThat(memoryGiven()).as("all there is, and once more").endsWith(1000L, 1000L);
        assertThat(resized()).hasSize(3);
    }

    @Test
    void what_waits_with_more_memory_waits_for_room_for_it() {
        stage.tasks(hungry("a"), task("b").resources(new Resources(1000, 700)))
                .submit()
                .miss("a", "b");
        stage.report(RUN, "a", EXCEEDED);

        assertThat(stage.running()).containsExactly("b");
        stage.succeed("b");
        assertThat(stage.running()).containsExactly("a");
    }

    @Test
    void a_task_without_a_limit_and_one_that_failed_otherwise_ask_for_what_they_asked() {
        RetryPolicy retry =
                RetryPolicy.DEFAULT.with(Failure.EXCEEDED, Backoff.atOnce(3)).with(Failure.EXIT, Backoff.atOnce(3));
        stage.tasks(task("a").retry(retry), hungry("b").retry(retry))
                .needsMemory("a", 900)
                .submit()
                .miss("a", "b");
        stage.report(RUN, "a", EXCEEDED).fail("b");

        assertThat(resized()).isEmpty();
        assertThat(stage.running()).containsExactly("a", "b");
    }

    @Test
    void after_a_restart_it_still_has_what_it_was_given() {
        stage.tasks(hungry("a")).submit().miss("a").report(RUN, "a", EXCEEDED);

        stage.restart(stage.events().size());

        assertThat(stage.state().fleet().free(agent()).memoryBytes()).isEqualTo(600);
        stage.report(RUN, "a", EXCEEDED);
        assertThat(memoryGiven()).endsWith(800L);
    }

    private static Task.Builder hungry(String name) {
        return task(name)
                .resources(new Resources(1000, 200))
                .retry(RetryPolicy.DEFAULT.with(Failure.EXCEEDED, Backoff.atOnce(9)));
    }

    private Agent agent() {
        return stage.state().fleet().agents().get(0);
    }

    private List<Long> memoryGiven() {
        for (Effect effect : stage.effects())
            if (effect instanceof Effect.Dispatch dispatch) given.add(dispatch.memoryBytes());
        return given;
    }

    private List<String> resized() {
        return stage.events().stream()
                .filter(RunEvent.TaskResized.class::isInstance)
                .map(event -> ((RunEvent.TaskResized) event).why())
                .toList();
    }

    @Test
    void jitter_is_the_same_for_the_same_attempt_and_within_its_bounds() {
        Backoff backoff = new Backoff(9, Duration.ofSeconds(1), 2, Duration.ofMinutes(1), 0.5);

        assertThat(backoff.waitAfter(2, 7)).isEqualTo(backoff.waitAfter(2, 7));
        for (long seed = 0; seed < 100; seed++) {
            assertThat(backoff.waitAfter(2, seed)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(3));
        }
        assertThat(backoff.waitAfter(2, 1)).isNotEqualTo(backoff.waitAfter(2, 2));
    }

    @Test
    void a_policy_that_makes_no_sense_is_refused() {
        Duration second = Duration.ofSeconds(1);

        assertThatThrownBy(() -> Backoff.atOnce(0)).hasMessageContaining("attempts: 0");
        assertThatThrownBy(() -> new Backoff(1, second.negated(), 1, second, 0)).hasMessageContaining("first");
        assertThatThrownBy(() -> new Backoff(1, second, 0.5, second, 0)).hasMessageContaining("factor");
        assertThatThrownBy(() -> new Backoff(1, second, 1, Duration.ZERO, 0)).hasMessageContaining("most");
        assertThatThrownBy(() -> new Backoff(1, second, 1, second, 1.5)).hasMessageContaining("jitter");
    }

    // Left to a person.

    @Test
    void a_deploy_whose_agent_is_lost_waits_for_a_person() {
        stage.lease(30).tasks(task("a").kind(TaskKind.DEPLOY)).submit().lose("a");

        assertThat(stage.running()).isEmpty();
        assertThat(stage.result()).isEmpty();
        assertThat(stage.run().get(address("a")).aside())
                .hasValueSatisfying(aside -> assertThat(aside.why()).contains("approve another attempt or reject it"));

        stage.tell(new Input.Approve(RUN, address("a")));
        assertThat(stage.running()).containsExactly("a");
    }

    @Test
    void a_person_may_say_that_a_lost_deploy_has_failed() {
        stage.lease(30)
                .tasks(task("a").kind(TaskKind.DEPLOY), task("b").needs("a"))
                .submit()
                .lose("a");

        stage.tell(new Input.Reject(RUN, address("a"), "it was half done"));

        assertThat(stage.stateOf("a")).isEqualTo(TaskState.FAILED);
        assertThat(stage.stateOf("b")).isEqualTo(TaskState.SKIPPED);
        assertThat(stage.result()).contains(RunResult.FAILED);
    }

    @Test
    void a_task_says_itself_what_becomes_of_it_when_it_is_lost() {
        stage.lease(30)
                .tasks(
                        task("deploy").kind(TaskKind.DEPLOY).retry(RetryPolicy.DEFAULT.onLost(OnLost.RETRY)),
                        task("build").retry(RetryPolicy.DEFAULT.onLost(OnLost.FAIL)))
                .keepGoing()
                .miss("build");

        stage.lose("deploy").lose("build");

        assertThat(stage.running()).containsExactly("deploy");
        assertThat(stage.stateOf("build")).isEqualTo(TaskState.FAILED);
    }

    @Test
    void a_queued_task_is_held_until_it_is_approved() {
        stage.tasks(task("a"), task("b"), task("c")).submit().missAll();

        stage.tell(new Input.Hold(RUN, address("c"), "the database is being moved"))
                .tell(new Input.Hold(RUN, address("a"), "it runs already"))
                .succeed("a", "b");
        assertThat(stage.running()).isEmpty();

        stage.tell(new Input.Approve(RUN, address("c"))).tell(new Input.Approve(RUN, address("c")));
        assertThat(stage.running()).containsExactly("c");
    }

    @Test
    void a_task_that_is_held_while_it_waits_for_its_retry_stays_held_when_that_is_due() {
        Backoff backoff = new Backoff(3, Duration.ofSeconds(10), 1, Duration.ofSeconds(10), 0);
        stage.at(0)
                .tasks(task("a").retry(RetryPolicy.DEFAULT.with(Failure.EXIT, backoff)))
                .submit()
                .miss("a")
                .fail("a");

        stage.tell(new Input.Hold(RUN, address("a"), "the database is being moved"))
                .at(60);
        assertThat(stage.running()).isEmpty();
        assertThat(stage.run().get(address("a")).aside())
                .hasValueSatisfying(aside -> assertThat(aside.until()).isEmpty())
                .hasValueSatisfying(aside -> assertThat(aside.why()).contains("the database is being moved"));

        stage.tell(new Input.Approve(RUN, address("a")));
        assertThat(stage.running()).containsExactly("a");
    }

    @Test
    void to_hold_a_task_that_is_left_to_a_person_already_changes_nothing() {
        stage.lease(30).tasks(task("a").kind(TaskKind.DEPLOY)).submit().lose("a");
        int before = stage.events().size();

        stage.tell(new Input.Hold(RUN, address("a"), "not now"));

        assertThat(stage.events()).hasSize(before);
    }

    // Dead letters.

    @Test
    void a_task_that_failed_as_often_as_it_may_is_a_dead_letter_with_its_history() {
        stage.tasks(task("a").retry(PATIENT))
                .submit()
                .miss("a")
                .report(RUN, "a", TIMEOUT)
                .report(RUN, "a", TIMEOUT);

        assertThat(stage.state().deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.task()).isEqualTo(address("a"));
            assertThat(letter.attempts()).extracting(Attempt::number).containsExactly(1, 2);
        });
    }

    @Test
    void a_failure_that_is_never_tried_again_is_no_dead_letter() {
        stage.tasks(task("a")).submit().miss("a").fail("a");

        assertThat(stage.state().deadLetters()).isEmpty();
    }

    @Test
    void a_replayed_dead_letter_runs_again_with_what_it_needs_and_what_was_skipped_for_it() {
        stage.tasks(task("n"), task("a").needs("n").retry(PATIENT), task("b").needs("a"), task("other"))
                .submit()
                .hit("n")
                .hit("other")
                .miss("a")
                .report(RUN, "a", TIMEOUT)
                .report(RUN, "a", TIMEOUT);

        stage.tell(new Input.Replay(RUN, address("a"), AGAIN)).tell(new Input.Replay(RUN, address("a"), AGAIN));

        assertThat(stage.state().find(AGAIN).orElseThrow().tasks())
                .extracting(taskRun -> taskRun.task().task())
                .containsExactly("a", "b", "n");
        assertThat(stage.state().deadLetters()).isEmpty();
    }

    @Test
    void a_dead_letter_whose_replay_is_refused_as_too_many_wait_stays_one() {
        stage.tasks(task("a").retry(PATIENT))
                .submit()
                .miss("a")
                .report(RUN, "a", TIMEOUT)
                .report(RUN, "a", TIMEOUT);
        stage.intake(3).tasks(task("x"), task("y"), task("z")).submit(new RunId("others"), RunOptions.DEFAULT);
        stage.effects();

        stage.tell(new Input.Replay(RUN, address("a"), AGAIN));

        assertThat(stage.state().find(AGAIN)).isEmpty();
        assertThat(stage.effects()).singleElement().isInstanceOf(Effect.Refuse.class);
        assertThat(stage.state().deadLetters()).extracting(DeadLetter::run).containsExactly(RUN);
    }

    @Test
    void a_dead_letter_outlives_the_run_it_failed_in() {
        stage.tasks(task("a").retry(PATIENT))
                .submit()
                .miss("a")
                .report(RUN, "a", TIMEOUT)
                .report(RUN, "a", TIMEOUT);

        stage.tell(new Input.Forget(RUN));
        assertThat(stage.state().find(RUN)).isEmpty();
        assertThat(stage.state().deadLetters()).extracting(DeadLetter::run).containsExactly(RUN);

        stage.tell(new Input.Replay(RUN, address("a"), AGAIN));
        assertThat(stage.task(AGAIN, "a").state()).isEqualTo(TaskState.READY);
    }

    // Forgetting.

    @Test
    void only_what_is_finished_is_forgotten() {
        stage.tasks(task("a")).submit().tell(new Input.Forget(RUN));
        assertThat(stage.state().runs()).hasSize(1);

        stage.hit("a").tell(new Input.Forget(RUN)).tell(new Input.Forget(RUN));
        assertThat(stage.state().runs()).isEmpty();
        assertThat(stage.events())
                .filteredOn(RunEvent.RunForgotten.class::isInstance)
                .hasSize(1);
    }

    @Test
    void a_state_refuses_to_forget_or_replay_what_it_cannot() {
        stage.tasks(task("a")).submit();

        assertThatThrownBy(() -> stage.state().apply(new RunEvent.RunForgotten(RUN)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("not finished");
        assertThatThrownBy(() -> stage.state().apply(new RunEvent.DeadLetterReplayed(RUN, address("a"), AGAIN)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no dead letter");
    }
}

package io.slipway.core.schedule;

import static io.slipway.core.schedule.Stage.address;
import static io.slipway.core.schedule.Stage.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.RunId;
import io.slipway.core.run.RunOptions;
import io.slipway.core.run.TaskState;
import io.slipway.core.run.WaitReason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A task that wants an agent for itself, and everybody else. */
class ExclusiveUseTest {
    private static final RunId SECOND = new RunId("second");

    private final Stage stage = new Stage();

    private static Task.Builder alone(String name) {
        return task(name).exclusive(true);
    }

    private Stage agent(String id) {
        return stage.agent(id, 4000, 0, Map.of("os", "linux"));
    }

    private void expectWaitsForAnAgentHeldBy(String name, TaskAddress... holders) {
        assertThat(stage.stateOf(name)).isEqualTo(TaskState.QUEUED);
        assertThat(stage.heldBy(name))
                .containsExactly(new WaitReason(WaitReason.Kind.EXCLUSIVE, "", 0, 0, List.of(holders)));
    }

    @Test
    void waits_until_nothing_runs_on_an_agent_and_says_who_does() {
        agent("a");
        stage.tasks(task("one"), task("two"), alone("measure"))
                .submit()
                .miss("one")
                .miss("two")
                .miss("measure");
        expectWaitsForAnAgentHeldBy("measure", address("one"), address("two"));

        stage.succeed("one");
        assertThat(stage.stateOf("measure")).isEqualTo(TaskState.QUEUED);

        stage.succeed("two");
        assertThat(stage.running()).containsExactly("measure");
    }

    @Test
    void nothing_starts_beside_it_however_little_that_takes() {
        agent("a");
        stage.tasks(alone("measure"), task("one"), task("nothing").resources(new Resources(0, 0)), alone("other"))
                .submit()
                .miss("measure")
                .miss("one")
                .miss("nothing")
                .miss("other");
        assertThat(stage.running()).containsExactly("measure");
        expectWaitsForAnAgentHeldBy("one", address("measure"));
        expectWaitsForAnAgentHeldBy("nothing", address("measure"));

        stage.succeed("measure");
        assertThat(stage.running()).containsExactly("nothing", "one");

        stage.succeed("nothing", "one");
        assertThat(stage.running()).containsExactly("other");
    }

    @Test
    void goes_to_the_agent_where_nothing_runs_and_the_others_to_the_other_one() {
        agent("a");
        agent("b");
        stage.tasks(task("one"), alone("measure"), task("two"), task("three"))
                .submit()
                .miss("one")
                .miss("measure")
                .miss("two")
                .miss("three");

        String its = stage.runsOn("measure");
        assertThat(stage.runsOn("one")).isNotEqualTo(its);
        assertThat(stage.runsOn("two")).isNotEqualTo(its);
        assertThat(stage.runsOn("three")).isNotEqualTo(its);
    }

    @Test
    void has_its_turn_though_small_tasks_go_on_coming() {
        agent("a");
        stage.tasks(task("0"), task("1"), task("2"), task("3"), task("4"), task("5"), task("6"), alone("measure"))
                .submit()
                .miss("0")
                .miss("measure");
        int running = 0;
        for (int i = 1; i < 7; i++) {
            stage.miss(String.valueOf(i));
            if (stage.stateOf(String.valueOf(i)) == TaskState.RUNNING) stage.succeed(String.valueOf(running++));
        }
        assertThat(running).as("as many as may overtake it").isEqualTo(3);

        stage.succeed("3");

        assertThat(stage.running()).containsExactly("measure");
    }

    @Test
    void others_may_start_as_soon_as_its_processes_have_ended() {
        agent("a");
        stage.tasks(alone("measure"), task("one")).submit().miss("measure").miss("one");

        stage.exit("measure");

        assertThat(stage.stateOf("one")).isEqualTo(TaskState.RUNNING);
    }

    @Test
    void is_still_alone_after_a_restart() {
        agent("a");
        stage.tasks(alone("measure"), task("one")).submit().miss("measure").miss("one");
        stage.restart(stage.events().size());

        stage.tasks(task("late")).submit(SECOND, RunOptions.DEFAULT).missAs(SECOND, "late", "late");

        assertThat(stage.task(SECOND, "late").state()).isEqualTo(TaskState.QUEUED);
        stage.succeed("measure");
        assertThat(stage.task(SECOND, "late").state()).isEqualTo(TaskState.RUNNING);
        assertThat(stage.stateOf("one")).isEqualTo(TaskState.RUNNING);
    }

    @Test
    void everybody_on_one_agent_makes_room_where_that_is_allowed() {
        stage.at(1000).lease(100_000);
        agent("a");
        stage.tell(new Input.SetPreemption("os=linux", true, Duration.ZERO));
        stage.tasks(task("one"), task("two")).submit().miss("one", "two").at(1010);

        stage.tasks(alone("measure")).submit(SECOND, RunOptions.DEFAULT.withPriority(5));
        stage.missAs(SECOND, "measure", "measure");
        stage.report(Stage.RUN, "one", new Outcome(Outcome.Kind.CANCELLED, 1, "ended"));
        assertThat(stage.task(SECOND, "measure").state()).isEqualTo(TaskState.QUEUED);
        stage.report(Stage.RUN, "two", new Outcome(Outcome.Kind.CANCELLED, 1, "ended"));

        assertThat(stage.task(SECOND, "measure").state()).isEqualTo(TaskState.RUNNING);
        assertThat(stage.running()).isEmpty();
    }
}

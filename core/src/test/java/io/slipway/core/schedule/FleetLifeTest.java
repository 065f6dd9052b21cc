package io.slipway.core.schedule;

import static io.slipway.core.schedule.Stage.RUN;
import static io.slipway.core.schedule.Stage.address;
import static io.slipway.core.schedule.Stage.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.core.agent.AgentState;
import io.slipway.core.run.FleetEvent;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.TaskState;
import io.slipway.core.run.WaitReason;
import org.junit.jupiter.api.Test;

class FleetLifeTest {
    private final Stage stage = new Stage().lease(30).at(1000);

    // Who is there.

    @Test
    void the_first_heartbeat_registers_and_the_next_is_no_event() {
        stage.heartbeat("one").heartbeat("one").at(1010).heartbeat("one");

        assertThat(stage.events()).hasSize(1).first().isInstanceOf(FleetEvent.AgentRegistered.class);
        assertThat(stage.state().stateOf("one")).contains(AgentState.READY);
    }

    @Test
    void an_agent_that_falls_silent_is_lost_after_its_lease() {
        stage.heartbeat("one").heartbeat("two").at(1015).heartbeat("two").at(1029);
        assertThat(stage.state().stateOf("one")).contains(AgentState.READY);

        stage.at(1030);

        assertThat(stage.state().stateOf("one")).contains(AgentState.LOST);
        assertThat(stage.state().stateOf("two")).contains(AgentState.READY);
    }

    @Test
    void an_agent_is_believed_for_ever_where_there_are_no_leases() {
        Stage local = new Stage().agent(1000, 0).at(0).at(1_000_000);

        assertThat(local.state().stateOf("local")).contains(AgentState.READY);
    }

    @Test
    void a_jump_of_the_clock_loses_nobody() {
        stage.heartbeat("one").at(50_000);
        assertThat(stage.state().stateOf("one")).contains(AgentState.READY);

        stage.at(2_000).heartbeat("one").at(50_014);
        assertThat(stage.state().stateOf("one")).contains(AgentState.READY);

        stage.at(50_030).at(50_050);
        assertThat(stage.state().stateOf("one")).contains(AgentState.LOST);
    }

    @Test
    void an_agent_that_is_lost_for_long_is_forgotten() {
        stage.heartbeat("one");

        for (int now = 1000; now < 1000 + 22 * 30; now += 15) stage.at(now);

        assertThat(stage.state().stateOf("one")).isEmpty();
        assertThat(stage.state().fleet().agents()).isEmpty();
    }

    @Test
    void says_when_it_should_be_told_the_time_again() {
        assertThat(stage.nextDue()).isEmpty();

        stage.heartbeat("one").at(1010).at(1020);

        assertThat(stage.nextDue()).contains(Stage.time(1030));
    }

    // What ran on an agent that was lost.

    @Test
    void what_ran_on_a_lost_agent_is_run_elsewhere() {
        stage.heartbeat("one").tasks(task("a")).submit().miss("a");
        stage.at(1015).heartbeat("two").at(1030);

        assertThat(stage.stateOf("a")).isEqualTo(TaskState.RUNNING);
        assertThat(stage.runsOn("a")).isEqualTo("two");
    }

    @Test
    void what_ran_on_an_agent_whose_loss_was_the_last_thing_written_down_is_run_elsewhere() {
        stage.heartbeat("one").tasks(task("a")).submit().miss("a").at(1015).heartbeat("two");
        int before = stage.events().size();
        stage.at(1030);
        assertThat(stage.events().get(before)).isInstanceOf(FleetEvent.AgentStateChanged.class);

        stage.restart(before + 1).at(1031).tell(new Input.Resume());

        assertThat(stage.stateOf("a")).isEqualTo(TaskState.RUNNING);
        assertThat(stage.runsOn("a")).isEqualTo("two");
    }

    @Test
    void a_report_from_an_attempt_that_was_given_up_changes_nothing() {
        stage.heartbeat("one").tasks(task("a")).submit().miss("a");
        stage.at(1015).heartbeat("two").at(1030);
        int before = stage.events().size();

        stage.report(RUN, "a", 1, Outcome.succeeded());

        assertThat(stage.events()).hasSize(before);
        assertThat(stage.runsOn("a")).isEqualTo("two");
    }

    @Test
    void an_agent_that_returns_is_told_to_stop_what_was_given_up_and_gets_nothing_until_it_has() {
        stage.heartbeat("one")
                .tasks(task("a"), task("b"))
                .submit()
                .miss("a")
                .at(1015)
                .at(1030);
        stage.effects();

        stage.heartbeat("one", Stage.attempt("a", 1));
        assertThat(stage.effects())
                .containsExactly(new Effect.Stop(
                        RUN, address("a"), 1, "one", "it was given up when its agent was not heard of"));
        assertThat(stage.state().stateOf("one")).contains(AgentState.LOST);
        assertThat(stage.running()).isEmpty();

        stage.heartbeat("one");
        assertThat(stage.state().stateOf("one")).contains(AgentState.READY);
        assertThat(stage.running()).containsExactly("a");
    }

    @Test
    void what_an_agent_knew_and_no_longer_knows_is_lost() {
        stage.heartbeat("one").tasks(task("a")).submit().miss("a").heartbeat("one", Stage.attempt("a", 1));

        stage.heartbeat("one");

        assertThat(stage.run().get(address("a")).attempts()).hasSize(2);
    }

    @Test
    void what_was_sent_to_an_agent_and_never_arrived_is_lost_after_a_lease() {
        stage.heartbeat("one").tasks(task("a")).submit().miss("a");
        stage.at(1014).heartbeat("one").at(1028).heartbeat("one");
        assertThat(stage.run().get(address("a")).attempts()).hasSize(1);

        stage.at(1031).heartbeat("one");

        assertThat(stage.run().get(address("a")).attempts()).hasSize(2);
    }

    @Test
    void after_a_restart_everyone_is_believed_for_one_lease() {
        stage.heartbeat("one").tasks(task("a")).submit().miss("a");

        stage.restart(stage.events().size()).at(5000).tell(new Input.Resume()).at(5015);
        assertThat(stage.state().stateOf("one")).contains(AgentState.READY);

        stage.at(5030);
        assertThat(stage.state().stateOf("one")).contains(AgentState.LOST);
    }

    // What a person says.

    @Test
    void a_cordoned_agent_gets_nothing_new_and_goes_on_with_what_it_has() {
        stage.heartbeat("one").tasks(task("a"), task("b")).submit().miss("a");

        stage.tell(new Input.Cordon("one", "a disk is full")).miss("b");
        assertThat(stage.running()).containsExactly("a");
        assertThat(stage.heldBy("b")).extracting(WaitReason::kind).containsExactly(WaitReason.Kind.AGENT);

        stage.tell(new Input.Uncordon("one"));
        assertThat(stage.running()).containsExactly("a", "b");
    }

    @Test
    void steering_to_what_it_is_already_is_no_event() {
        stage.heartbeat("one").tell(new Input.Cordon("one", "a")).tell(new Input.Drain("one", "b"));
        int before = stage.events().size();

        stage.tell(new Input.Drain("one", "c"))
                .tell(new Input.Cordon("unknown", ""))
                .tell(new Input.Drain("unknown", ""));
        stage.tell(new Input.Uncordon("unknown"));

        assertThat(stage.events()).hasSize(before);
    }

    @Test
    void a_drained_agent_leaves_when_nothing_runs_on_it_any_more() {
        Stage local =
                new Stage().agent(1000, 0).tasks(task("a"), task("b")).submit().miss("a");

        local.tell(new Input.Drain("local", "it is old")).miss("b");
        assertThat(local.state().stateOf("local")).contains(AgentState.DRAINING);

        local.succeed("a");
        assertThat(local.state().stateOf("local")).isEmpty();
        assertThat(local.stateOf("b")).isEqualTo(TaskState.QUEUED);
    }

    @Test
    void a_drained_agent_with_a_lease_leaves_when_it_falls_silent() {
        stage.heartbeat("one").tell(new Input.Drain("one", "it is old"));
        assertThat(stage.state().stateOf("one")).contains(AgentState.DRAINING);

        stage.at(1015).at(1030);

        assertThat(stage.state().stateOf("one")).isEmpty();
    }

    @Test
    void an_agent_that_was_cordoned_while_lost_comes_back_cordoned() {
        stage.heartbeat("one").at(1015).at(1030).tell(new Input.Cordon("one", "look at it first"));
        assertThat(stage.state().stateOf("one")).contains(AgentState.LOST);

        stage.heartbeat("one");

        assertThat(stage.state().stateOf("one")).contains(AgentState.CORDONED);
    }

    @Test
    void nobody_who_runs_something_can_have_left() {
        stage.heartbeat("one").tasks(task("a")).submit().miss("a");

        assertThatThrownBy(() -> stage.state().apply(new FleetEvent.AgentLeft("one")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("run there");
        assertThatThrownBy(() -> stage.state().apply(new FleetEvent.AgentStateChanged("two", AgentState.READY, "")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no agent two");
    }
}

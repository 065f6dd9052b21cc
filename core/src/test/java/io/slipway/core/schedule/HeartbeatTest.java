package io.slipway.core.schedule;

import static io.slipway.core.schedule.Stage.address;
import static io.slipway.core.schedule.Stage.digest;
import static io.slipway.core.schedule.Stage.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.AgentStatus;
import io.slipway.core.agent.Labels;
import io.slipway.core.agent.Vitals;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.RetryPolicy;
import io.slipway.core.pipeline.RetryPolicy.Backoff;
import io.slipway.core.pipeline.RetryPolicy.Failure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What agents say of themselves weighs when tasks are placed, and is no event. */
class HeartbeatTest {
    private final Stage stage = new Stage().at(1000).lease(60);

    private static Agent agent(String id, String kind) {
        return new Agent(id, Labels.of(Map.of("os", "linux", "kind", kind)), new Resources(4000, 1000));
    }

    private Stage say(String id, Vitals vitals, Input.RunningAttempt... running) {
        return stage.tell(new Input.Heartbeat(agent(id, "plain"), List.of(running), vitals));
    }

    @Test
    void a_task_goes_where_its_source_is_already() {
        say("a", Vitals.NONE);
        say("b", Vitals.NONE.withWarm(Set.of(digest("source").hash())));

        stage.tasks(task("t")).submit().miss("t");

        assertThat(stage.runsOn("t")).isEqualTo("b");
    }

    @Test
    void a_task_goes_where_what_it_needs_was_made() {
        say("a", Vitals.NONE);
        say("b", Vitals.NONE);
        stage.tasks(task("first"), task("second").needs("s:first"))
                .submit()
                .miss("first")
                .succeed("first");
        say("b", Vitals.NONE.withWarm(Set.of(digest("outputs").hash())));

        stage.miss("second");

        assertThat(stage.runsOn("second")).isEqualTo("b");
    }

    @Test
    void a_task_goes_where_tasks_do_not_stand_still() {
        say("a", Vitals.NONE.withPressure(0.6));
        say("b", Vitals.NONE.withPressure(0.1));

        stage.tasks(task("t")).submit().miss("t");

        assertThat(stage.runsOn("t")).isEqualTo("b");
    }

    @Test
    void a_task_goes_where_the_cpus_are_not_overloaded() {
        say("a", Vitals.NONE.withLoad(1.9));
        say("b", Vitals.NONE.withLoad(0.9));

        stage.tasks(task("t")).submit().miss("t");

        assertThat(stage.runsOn("t")).isEqualTo("b");
    }

    @Test
    void what_an_agent_says_of_itself_is_no_event_and_neither_is_that_it_is_still_there() {
        say("a", Vitals.NONE);
        stage.tasks(task("t")).submit().miss("t");
        int before = stage.events().size();

        say("a", Vitals.NONE.withPressure(0.5), Stage.attempt("t", 1));
        stage.at(1030);
        say("a", Vitals.NONE.withPressure(0.5), Stage.attempt("t", 1));
        stage.at(1080);
        say("a", Vitals.NONE.withPressure(0.1).withWarm(Set.of("x")), Stage.attempt("t", 1));
        stage.at(1100);

        assertThat(stage.events()).hasSize(before);
        AgentStatus status = stage.state().fleet().status("a");
        assertThat(status.pressure()).isEqualTo(0.1);
        assertThat(status.warm()).containsExactly("x");
    }

    @Test
    void an_agent_that_says_nothing_new_is_believed_for_another_lease() {
        say("a", Vitals.NONE);
        stage.tasks(task("t")).submit().miss("t");
        for (int i = 1; i <= 20; i++) {
            stage.at(1000 + 20 * i);
            say("a", Vitals.NONE, Stage.attempt("t", 1));
        }

        assertThat(stage.running()).containsExactly("t");

        for (int i = 1; i <= 5; i++) stage.at(1400 + 20 * i);
        assertThat(stage.running()).isEmpty();
    }

    @Test
    void an_agent_on_which_tasks_fail_that_succeed_elsewhere_is_spared() {
        RetryPolicy retry = RetryPolicy.DEFAULT.with(Failure.EXIT, Backoff.atOnce(9));
        say("a", Vitals.NONE);
        say("b", Vitals.NONE);
        stage.tasks(task("t").retry(retry), task("u")).submit().miss("t");
        assertThat(stage.runsOn("t")).isEqualTo("a");
        stage.fail("t").succeed("t");

        assertThat(stage.state().fleet().status("a").failures()).isEqualTo(1);
        assertThat(stage.state().fleet().status("b").failures()).isZero();
        stage.miss("u");
        assertThat(stage.runsOn("u")).isEqualTo("b");
    }

    @Test
    void failures_that_happen_everywhere_count_against_nobody() {
        RetryPolicy retry = RetryPolicy.DEFAULT.with(Failure.EXIT, Backoff.atOnce(9));
        say("a", Vitals.NONE);
        say("b", Vitals.NONE);
        stage.tasks(task("t").retry(retry)).submit().miss("t");

        stage.fail("t").fail("t").fail("t").fail("t");

        for (String agent : List.of("a", "b"))
            assertThat(stage.state().fleet().status(agent).failures()).isLessThanOrEqualTo(1);
    }

    // Tried elsewhere.

    @Test
    void a_retry_prefers_another_agent_then_another_class_then_any() {
        RetryPolicy retry = RetryPolicy.DEFAULT.with(Failure.EXIT, Backoff.atOnce(9));
        for (String id : List.of("a1", "a2", "a3")) stage.tell(new Input.Heartbeat(agent(id, "plain"), List.of()));
        stage.tell(new Input.Heartbeat(agent("b1", "other"), List.of()));
        stage.tasks(task("t").retry(retry)).submit().miss("t");
        List<String> tried = new ArrayList<>();

        for (int i = 0; i < 5; i++) {
            tried.add(stage.runsOn("t"));
            stage.fail("t");
        }

        assertThat(tried.subList(0, 4)).containsExactly("a1", "a2", "b1", "a3");
        assertThat(tried.get(4)).as("rather somewhere again than not at all").isIn("a1", "a2", "a3", "b1");
    }

    @Test
    void a_retry_goes_back_to_where_it_failed_rather_than_to_wait() {
        RetryPolicy retry = RetryPolicy.DEFAULT.with(Failure.EXIT, Backoff.atOnce(9));
        stage.tell(new Input.Heartbeat(agent("a1", "plain"), List.of()));
        stage.tasks(task("t").retry(retry)).submit().miss("t");

        stage.fail("t");

        assertThat(stage.runsOn("t")).isEqualTo("a1");
        assertThat(stage.run().get(address("t")).attempts()).hasSize(2);
    }

    @Test
    void vitals_are_checked() {
        Set<String> many = new HashSet<>();
        for (int i = 0; i <= Vitals.MOST_WARM; i++) many.add("x" + i);

        assertThatThrownBy(() -> Vitals.NONE.withWarm(many)).hasMessageContaining("at most 256");
        assertThatThrownBy(() -> Vitals.NONE.withLoad(-1)).hasMessageContaining("load");
        assertThatThrownBy(() -> Vitals.NONE.withPressure(1.1)).hasMessageContaining("pressure");
        assertThatThrownBy(() -> Vitals.NONE.withFreeMemory(Double.NaN)).hasMessageContaining("freeMemory");
    }
}

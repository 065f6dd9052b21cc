package io.slipway.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.slipway.core.forecast.WhatIf.Change;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.LimitScope;
import io.slipway.core.run.RunId;
import io.slipway.core.schedule.Limits;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class WhatIfTest {
    private static final TaskAddress BUILD = TaskAddress.parse("shop:build");
    private static final TaskAddress TEST = TaskAddress.parse("shop:test");

    @Test
    void one_more_agent_lets_two_tasks_run_side_by_side() {
        Farm farm = Farm.of(1);
        RunId run = farm.submit(
                "run", Farm.task("shop:build").build(), Farm.task("shop:test").build());
        Expected expected =
                Expected.exactly().task("shop:build", Duration.ofMinutes(2)).task("shop:test", Duration.ofMinutes(3));

        WhatIf whatIf = new WhatIf(farm.situation(), expected, run, 1, 4);

        assertThat(whatIf.finish()).get().extracting(Span::point).isEqualTo(Duration.ofMinutes(5));
        assertThat(whatIf.gain(new Change.MoreAgents("agent-0", 1)))
                .get()
                .extracting(WhatIf.Gain::sooner)
                .isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void a_task_twice_as_fast_saves_half_of_its_time_where_it_decides() {
        Farm farm = Farm.of(2);
        RunId run = farm.submit(
                "run", Farm.task("shop:build").build(), Farm.task("shop:test").build());
        Expected expected =
                Expected.exactly().task("shop:build", Duration.ofMinutes(2)).task("shop:test", Duration.ofMinutes(10));
        WhatIf whatIf = new WhatIf(farm.situation(), expected, run, 1, 4);

        assertThat(whatIf.gain(new Change.OtherDuration(TEST, 0.5)))
                .get()
                .extracting(WhatIf.Gain::sooner)
                .isEqualTo(Duration.ofMinutes(5));
        assertThat(whatIf.gain(new Change.OtherDuration(BUILD, 0.5)))
                .get()
                .extracting(WhatIf.Gain::sooner)
                .isEqualTo(Duration.ZERO);
    }

    @Test
    void without_a_need_the_task_starts_at_once() {
        Farm farm = Farm.of(2);
        RunId run = farm.submit(
                "run",
                Farm.task("shop:build").build(),
                Farm.task("shop:test").needs("build").build());
        WhatIf whatIf = new WhatIf(farm.situation(), Expected.exactly(), run, 1, 4);

        assertThat(whatIf.gain(new Change.WithoutNeed(TEST, BUILD)))
                .get()
                .extracting(WhatIf.Gain::sooner)
                .isEqualTo(Duration.ofMinutes(1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> whatIf.gain(new Change.WithoutNeed(BUILD, TEST)))
                .withMessageContaining("expected: a need of shop:build");
    }

    @Test
    void another_limit_lets_more_run_at_a_time() {
        Farm farm = new Farm(Limits.inFlight(1)).agent("a", 1).agent("b", 1);
        RunId run = farm.submit(
                "run", Farm.task("shop:build").build(), Farm.task("shop:test").build());
        WhatIf whatIf = new WhatIf(farm.situation(), Expected.exactly(), run, 1, 4);

        assertThat(whatIf.gain(new Change.InFlight(2)))
                .get()
                .extracting(WhatIf.Gain::sooner)
                .isEqualTo(Duration.ofMinutes(1));
        assertThat(whatIf.gain(new Change.OtherLimit(LimitScope.AGENT, "a", 1)))
                .get()
                .extracting(WhatIf.Gain::sooner)
                .isEqualTo(Duration.ZERO);
    }

    @Test
    void the_best_changes_come_first_and_useless_ones_not_at_all() {
        Farm farm = Farm.of(1);
        RunId run = farm.submit(
                "run",
                Farm.task("shop:build").build(),
                Farm.task("shop:test").needs("build").build());
        Expected expected =
                Expected.exactly().task("shop:build", Duration.ofMinutes(2)).task("shop:test", Duration.ofMinutes(10));

        List<WhatIf.Gain> best = new WhatIf(farm.situation(), expected, run, 1, 4).best(3);

        assertThat(best).first().extracting(WhatIf.Gain::change).isEqualTo(new Change.OtherDuration(TEST, 0.5));
        assertThat(best).extracting(WhatIf.Gain::change).doesNotContain(new Change.MoreAgents("agent-0", 1));
        assertThat(best.get(0).change()).hasToString("shop:test twice as fast");
    }

    @Test
    void slack_and_drag_say_which_tasks_decide() {
        Farm farm = Farm.of(3);
        RunId run = farm.submit(
                "run",
                Farm.task("shop:build").build(),
                Farm.task("shop:docs").build(),
                Farm.task("shop:test").needs("build").build());
        Expected expected = Expected.exactly()
                .task("shop:build", Duration.ofMinutes(2))
                .task("shop:docs", Duration.ofMinutes(4))
                .task("shop:test", Duration.ofMinutes(5));

        CriticalTasks critical = new WhatIf(farm.situation(), expected, run, 1, 4).critical();

        assertThat(critical.length()).isEqualTo(Duration.ofMinutes(7));
        assertThat(critical.chain())
                .extracting(one -> one.task() + " " + one.drag().toMinutes())
                .as("without test, docs would decide")
                .containsExactly("shop:build 2", "shop:test 3");
        assertThat(critical.tasks())
                .filteredOn(one -> one.task().equals(TaskAddress.parse("shop:docs")))
                .extracting(CriticalTasks.Figures::slack)
                .containsExactly(Duration.ofMinutes(3));
    }

    @Test
    void what_is_not_there_is_told() {
        Farm farm = Farm.of(1);
        RunId run = farm.submit("run", Farm.task("shop:build").build());
        WhatIf whatIf = new WhatIf(farm.situation(), Expected.exactly(), run, 1, 2);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> whatIf.gain(new Change.MoreAgents("nobody", 1)))
                .withMessageContaining("agent-0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WhatIf(farm.situation(), Expected.exactly(), new RunId("no"), 1, 2).best(1))
                .withMessageContaining("expected: a run of the situation");
        assertThatIllegalArgumentException().isThrownBy(() -> new Change.MoreAgents("agent-0", 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Change.OtherDuration(BUILD, 0));
    }
}

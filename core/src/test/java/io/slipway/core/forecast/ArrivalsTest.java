package io.slipway.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunId;
import io.slipway.core.run.RunOptions;
import io.slipway.core.schedule.Input;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArrivalsTest {
    private static final TaskAddress TEST = TaskAddress.parse("shop:test");

    /** Twenty runs of one task, a minute apart, that are over. */
    private static Farm busy() {
        Farm farm = Farm.of(1);
        for (int i = 0; i < 20; i++) {
            farm.submit("past-" + i, Farm.task("other:task").build());
            farm.pass(Duration.ofSeconds(30)).end("other:task").pass(Duration.ofSeconds(30));
        }
        return farm;
    }

    private static Expected expected() {
        return told(Expected.exactly());
    }

    private static Expected told(Expected expected) {
        return expected.task("other:task", Duration.ofMinutes(1))
                .task("shop:build", Duration.ofMinutes(10))
                .task("shop:test", Duration.ofMinutes(10));
    }

    private static RunId shop(Farm farm) {
        return farm.submit(
                "run",
                Farm.task("shop:build").build(),
                Farm.task("shop:test").needs("build").build());
    }

    @Test
    void runs_come_as_often_as_they_did_of_late() {
        Farm farm = busy();

        Arrivals arrivals = farm.situation().arrivals();

        assertThat(arrivals.meanGap()).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(64));
        assertThat(arrivals.like()).hasSize(20);
        assertThat(farm.situation().pipelines())
                .containsKey(arrivals.like().get(0).pipeline());
    }

    @Test
    void the_longer_nobody_comes_the_fewer_are_expected() {
        Farm farm = busy().pass(Duration.ofHours(10));

        assertThat(farm.situation().arrivals().meanGap()).isGreaterThan(Duration.ofMinutes(30));
    }

    @Test
    void a_few_runs_tell_nothing_of_others() {
        Farm farm = Farm.of(1);
        shop(farm);

        assertThat(farm.situation().arrivals()).isEqualTo(Arrivals.NONE);
    }

    @Test
    void gaps_and_kinds_are_those_of_a_poisson_process__seed_1() {
        List<RunEvent.RunSubmitted> like = busy().situation().arrivals().like();
        Arrivals arrivals = new Arrivals(Duration.ofMinutes(2), like);
        double sum = 0;
        int[] drawn = new int[like.size()];
        for (int i = 0; i < 2_000; i++) {
            sum += arrivals.gapNanos(new Draw(1, i), i) / 1e9;
            drawn[like.indexOf(arrivals.next(new Draw(1, i), i))]++;
        }

        assertThat(sum / 2_000).isBetween(112.0, 128.0);
        for (int times : drawn) assertThat(times).isBetween(60, 140);
    }

    @Test
    void what_others_will_ask_for_is_waited_for() {
        Farm farm = busy();
        RunId run = shop(farm);
        Situation situation = farm.situation();

        RunForecast forecast = RunForecast.of(situation, expected(), 1, 40);
        RunForecast alone = RunForecast.of(situation.withoutArrivals(), expected(), 1, 4);

        assertThat(alone.finish(run).orElseThrow().point()).isEqualTo(Duration.ofMinutes(20));
        assertThat(forecast.finish(run).orElseThrow().point())
                .as("one is let in between")
                .isEqualTo(Duration.ofMinutes(21));
        assertThat(forecast.finish(Arrivals.run(0))).as("nobody asked for it").isEmpty();
    }

    @Test
    void the_same_seed_gives_the_same_arrivals() {
        Farm farm = busy();
        RunId run = shop(farm);

        Expected about = told(Expected.about());

        assertThat(RunForecast.of(farm.situation(), about, 1, 10).finish(run))
                .isEqualTo(RunForecast.of(farm.situation(), about, 1, 10, Runnable::run)
                        .finish(run))
                .isNotEqualTo(RunForecast.of(farm.situation(), about, 2, 10).finish(run));
    }

    @Test
    void a_run_that_waits_for_a_person_has_no_end_however_many_others_come() {
        Farm farm = busy();
        farm.submit("before", Farm.task("shop:first").build());
        RunId run = farm.submit("run", Farm.task("shop:test").build());
        farm.tell(new Input.Hold(run, TEST, "wait"));

        assertThat(RunForecast.of(farm.situation(), expected(), 1, 2).finish(run))
                .isEmpty();
    }

    @Test
    void what_a_tenant_used_in_runs_that_are_over_still_counts() {
        Farm farm = busy();
        Situation situation = farm.situation();

        assertThat(situation.used()).singleElement().satisfies(use -> {
            assertThat(use.tenant()).isEqualTo(RunOptions.DEFAULT.tenant());
            assertThat(use.lasting())
                    .as("twenty times half a minute, the first of them 20 minutes ago")
                    .isBetween(Duration.ofSeconds(470), Duration.ofSeconds(490));
        });
        farm.pass(Duration.ofHours(12));
        assertThat(farm.situation().used()).isEmpty();
    }

    @Test
    void runs_that_come_all_at_once_are_none() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Arrivals(
                        Duration.ZERO, busy().situation().arrivals().like()))
                .withMessageContaining("meanGap");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PastUse(
                        RunOptions.DEFAULT.tenant(), Farm.task("a:b").build().resources(), Duration.ofSeconds(-1)))
                .withMessageContaining("lasting");
    }
}

package io.slipway.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.RunId;
import io.slipway.core.schedule.Input;
import io.slipway.core.schedule.Limits;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunForecastTest {
    private static final TaskAddress BUILD = TaskAddress.parse("shop:build");
    private static final TaskAddress TEST = TaskAddress.parse("shop:test");

    @Test
    void a_chain_takes_as_long_as_its_tasks_together() {
        Farm farm = Farm.of(2);
        RunId run = farm.submit(
                "run",
                Farm.task("shop:build").build(),
                Farm.task("shop:test").needs("build").build());
        Expected expected =
                Expected.exactly().task("shop:build", Duration.ofMinutes(2)).task("shop:test", Duration.ofMinutes(3));

        RunForecast forecast = RunForecast.of(farm.situation(), expected, 1, 4);

        assertThat(forecast.finish(run)).get().isEqualTo(exactly(Duration.ofMinutes(5)));
        assertThat(forecast.start(run, TEST)).get().isEqualTo(exactly(Duration.ofMinutes(2)));
        assertThat(forecast.end(run, BUILD)).get().isEqualTo(exactly(Duration.ofMinutes(2)));
        assertThat(forecast.start(run, BUILD)).as("which runs already").isEmpty();
        assertThat(forecast.now()).isEqualTo(Farm.MORNING);
    }

    @Test
    void what_runs_has_less_left() {
        Farm farm = Farm.of(1);
        RunId run = farm.submit("run", Farm.task("shop:build").build());
        farm.pass(Duration.ofSeconds(90));

        RunForecast forecast =
                RunForecast.of(farm.situation(), Expected.exactly().task("shop:build", Duration.ofMinutes(2)), 1, 4);

        assertThat(forecast.finish(run)).get().isEqualTo(exactly(Duration.ofSeconds(30)));
    }

    @Test
    void a_run_waits_for_those_before_it() {
        Farm farm = Farm.of(1);
        farm.submit("first", Farm.task("shop:build").build());
        RunId second = farm.submit("second", Farm.task("shop:test").build());
        Expected expected =
                Expected.exactly().task("shop:build", Duration.ofMinutes(2)).task("shop:test", Duration.ofMinutes(3));

        RunForecast forecast = RunForecast.of(farm.situation(), expected, 1, 4);

        assertThat(forecast.start(second, TEST)).get().isEqualTo(exactly(Duration.ofMinutes(2)));
        assertThat(forecast.finish(second)).get().isEqualTo(exactly(Duration.ofMinutes(5)));
    }

    @Test
    void a_faster_agent_takes_less() {
        Farm farm = new Farm(Limits.inFlight(8)).agent("quick", 2);
        RunId run = farm.submit("run", Farm.task("shop:build").build());

        RunForecast forecast =
                RunForecast.of(farm.situation(), Expected.exactly().task("shop:build", Duration.ofMinutes(2)), 1, 4);

        assertThat(forecast.finish(run)).get().isEqualTo(exactly(Duration.ofMinutes(1)));
    }

    @Test
    void a_task_ends_when_its_time_is_up() {
        Farm farm = Farm.of(1);
        RunId run = farm.submit(
                "run", Farm.task("shop:build").timeout(Duration.ofMinutes(1)).build());

        RunForecast forecast =
                RunForecast.of(farm.situation(), Expected.exactly().task("shop:build", Duration.ofHours(2)), 1, 4);

        assertThat(forecast.finish(run)).get().isEqualTo(exactly(Duration.ofMinutes(1)));
    }

    @Test
    void what_is_there_already_takes_nothing() {
        Farm farm = Farm.of(1);
        RunId run = farm.submit(
                "run",
                Farm.task("shop:build").build(),
                Farm.task("shop:test").needs("build").build());
        Expected expected = Expected.exactly()
                .task("shop:build", Duration.ofMinutes(2))
                .task("shop:test", Duration.ofMinutes(30))
                .reused("shop:test", 1);

        RunForecast forecast = RunForecast.of(farm.situation(), expected, 1, 4);

        assertThat(forecast.finish(run)).get().isEqualTo(exactly(Duration.ofMinutes(2)));
    }

    @Test
    void the_interval_is_as_wide_as_nine_futures_in_ten() {
        Farm farm = Farm.of(1);
        RunId run = farm.submit("run", Farm.task("shop:build").build());

        Span span = RunForecast.of(
                        farm.situation(), Expected.about().task("shop:build", Duration.ofSeconds(1000)), 1, 2000)
                .finish(run)
                .orElseThrow();

        assertThat(span.point().toSeconds())
                .as("15 % of a longer time is more, and so more futures are near it")
                .isBetween(1000L, 1275L);
        assertThat(span.low().toSeconds()).isCloseTo(550, within(30L));
        assertThat(span.high().toSeconds()).isCloseTo(1450, within(30L));
    }

    @Test
    void the_same_seed_gives_the_same_forecast_and_another_one_another() {
        Farm farm = Farm.of(1);
        RunId run = farm.submit("run", Farm.task("shop:build").build());
        Situation situation = farm.situation();

        RunForecast one = RunForecast.of(situation, Expected.about(), 1, 20);
        RunForecast same = RunForecast.of(situation, Expected.about(), 1, 20);
        RunForecast other = RunForecast.of(situation, Expected.about(), 2, 20);

        assertThat(same.finish(run)).isEqualTo(one.finish(run));
        assertThat(other.finish(run)).isNotEqualTo(one.finish(run));
    }

    @Test
    void the_forecast_of_one_run_is_the_same_without_what_comes_after_it() {
        Farm farm = Farm.of(1);
        RunId first = farm.submit("first", Farm.task("shop:build").build());
        RunId second = farm.submit("second", Farm.task("shop:test").build());

        RunForecast alone = RunForecast.ofRun(farm.situation(), Expected.about(), first, 1, 20, Runnable::run);

        assertThat(alone.finish(first))
                .isEqualTo(RunForecast.of(farm.situation(), Expected.about(), 1, 20)
                        .finish(first));
        assertThat(alone.finish(second)).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RunForecast.ofRun(farm.situation(), Expected.about(), first, 1, 0, Runnable::run));
    }

    @Test
    void futures_made_side_by_side_are_the_same() {
        Farm farm = Farm.of(1);
        RunId run = farm.submit("run", Farm.task("shop:build").build());
        Situation situation = farm.situation();

        RunForecast one = RunForecast.of(situation, Expected.about(), 1, 20, Runnable::run);

        assertThat(one.finish(run))
                .isEqualTo(RunForecast.of(situation, Expected.about(), 1, 20).finish(run));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RunForecast.of(situation, Expected.about(), 1, 0, Runnable::run));
    }

    @Test
    void futures_in_which_a_task_took_as_long_as_it_did_count_for_more() {
        Farm farm = Farm.of(1);
        RunId run = farm.submit(
                "run",
                Farm.task("shop:build").build(),
                Farm.task("shop:test").needs("build").build());
        Expected expected = Expected.about().task("shop:build", Duration.ofMinutes(10));
        RunForecast before = RunForecast.of(farm.situation(), expected, 1, 200);

        RunForecast slow = before.taskEnded(run, BUILD, Duration.ofMinutes(15));
        RunForecast quick = before.taskEnded(run, BUILD, Duration.ofMinutes(5));

        assertThat(slow.finish(run).orElseThrow().point())
                .isGreaterThan(before.finish(run).orElseThrow().point());
        assertThat(quick.finish(run).orElseThrow().point())
                .isLessThan(before.finish(run).orElseThrow().point());
        assertThat(before.effectiveSamples()).isCloseTo(200, within(1e-9));
        assertThat(slow.effectiveSamples()).isLessThan(150);
    }

    @Test
    void a_task_that_took_as_long_as_in_no_future_leaves_the_nearest() {
        Farm farm = Farm.of(1);
        RunId run = farm.submit("run", Farm.task("shop:build").build());
        RunForecast before = RunForecast.of(farm.situation(), Expected.about(), 1, 20);

        RunForecast after = before.taskEnded(run, BUILD, Duration.ofDays(2));

        assertThat(after.finish(run)).isPresent();
        assertThat(after.effectiveSamples()).isGreaterThanOrEqualTo(1);
    }

    @Test
    void a_run_that_waits_for_a_person_has_no_end() {
        Farm farm = Farm.of(1);
        RunId first = farm.submit("first", Farm.task("shop:build").build());
        RunId second = farm.submit("second", Farm.task("shop:test").build());
        farm.tell(new Input.Hold(second, TEST, "not before noon"));

        RunForecast forecast = RunForecast.of(farm.situation(), Expected.exactly(), 1, 4);

        assertThat(forecast.finish(first)).isPresent();
        assertThat(forecast.finish(second)).isEmpty();
    }

    @Test
    void runs_that_are_over_are_not_part_of_the_situation() {
        Farm farm = Farm.of(1);
        RunId first = farm.submit("first", Farm.task("shop:build").build());
        farm.end("shop:build");
        RunId second = farm.submit("second", Farm.task("shop:test").build());

        RunForecast forecast = RunForecast.of(farm.situation(), Expected.exactly(), 1, 4);

        assertThat(forecast.finish(first)).isEmpty();
        assertThat(forecast.finish(second)).get().isEqualTo(exactly(Duration.ofMinutes(1)));
    }

    @Test
    void no_future_is_no_forecast() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RunForecast.of(Farm.of(1).situation(), Expected.exactly(), 1, 0))
                .withMessageContaining("count: 0");
    }

    @Test
    void a_live_forecast_is_put_right_at_once_and_made_anew_later() {
        Farm farm = Farm.of(1);
        RunId run = farm.submit(
                "run",
                Farm.task("shop:build").build(),
                Farm.task("shop:test").needs("build").build());
        Expected expected = Expected.exactly().task("shop:test", Duration.ofMinutes(3));
        List<Runnable> background = new java.util.ArrayList<>();
        LiveForecast live = new LiveForecast(RunForecast.of(farm.situation(), expected, 1, 4), background::add, 1, 8);
        farm.pass(Duration.ofMinutes(2)).end("shop:build");

        RunForecast atOnce = live.taskEnded(run, BUILD, Duration.ofMinutes(2), farm.situation(), expected);

        assertThat(atOnce.now()).isEqualTo(Farm.MORNING);
        assertThat(background).hasSize(1);

        background.get(0).run();

        assertThat(live.current().now()).isEqualTo(Farm.MORNING.plus(Duration.ofMinutes(2)));
        assertThat(live.current().finish(run)).get().isEqualTo(exactly(Duration.ofMinutes(3)));
    }

    static Span exactly(Duration duration) {
        return new Span(duration, duration, duration);
    }
}

package io.slipway.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.slipway.core.pipeline.RetryPolicy;
import io.slipway.core.pipeline.RetryPolicy.Backoff;
import io.slipway.core.pipeline.RetryPolicy.Failure;
import io.slipway.core.run.RunId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Attempts that fail by chance cost time, and are followed by others. */
class RetriesTest {
    private static final int FUTURES = 4000;

    /** Passes after 100 s, and fails after 40 s in three attempts of ten. */
    private static final Expected FLAKY = Expected.exactly()
            .task("shop:test", Duration.ofSeconds(100))
            .failing("shop:test", 0.3, Duration.ofSeconds(40));

    private static RetryPolicy tries(Backoff backoff) {
        return RetryPolicy.DEFAULT.with(Failure.EXIT, backoff);
    }

    /** How often the run ended after so many seconds, as a share of the futures. */
    private static Map<Long, Double> ends(Farm farm, RunId run, Outlook outlook) {
        Map<Long, Double> ends = new TreeMap<>();
        Situation situation = farm.situation();
        for (int i = 0; i < FUTURES; i++) {
            Sample sample = new Future(situation, outlook, new Draw(1, i), Map.of()).run(List.of());
            ends.merge(Duration.ofNanos(sample.finish().get(run)).toSeconds(), 1.0 / FUTURES, Double::sum);
        }
        return ends;
    }

    @Test
    void a_task_that_fails_by_chance_and_is_tried_again_ends_when_its_chances_say() {
        Farm farm = Farm.of(1);
        RunId run = farm.submit(
                "run", Farm.task("shop:test").retry(tries(Backoff.atOnce(3))).build());

        Map<Long, Double> ends = ends(farm, run, FLAKY);

        // It passes in the end: 0.7, 0.3 * 0.7 and 0.3 * 0.3 * 0.7 of 0.973.
        assertThat(ends).containsOnlyKeys(100L, 140L, 180L);
        assertThat(ends.get(100L)).isCloseTo(0.7194, within(0.02));
        assertThat(ends.get(140L)).isCloseTo(0.2158, within(0.02));
        assertThat(ends.get(180L)).isCloseTo(0.0647, within(0.01));
    }

    @Test
    void the_pause_before_the_next_attempt_counts() {
        Farm farm = Farm.of(1);
        Backoff backoff = new Backoff(2, Duration.ofSeconds(30), 1, Duration.ofSeconds(30), 0);
        RunId run =
                farm.submit("run", Farm.task("shop:test").retry(tries(backoff)).build());

        Map<Long, Double> ends = ends(farm, run, FLAKY);

        // 0.7 and 0.3 * 0.7 of 0.91.
        assertThat(ends).containsOnlyKeys(100L, 170L);
        assertThat(ends.get(170L)).isCloseTo(0.2308, within(0.02));
    }

    @Test
    void what_is_not_tried_again_is_taken_to_pass() {
        Farm farm = Farm.of(1);
        RunId run = farm.submit("run", Farm.task("shop:test").build());

        assertThat(ends(farm, run, FLAKY)).containsOnlyKeys(100L);
    }

    @Test
    void an_attempt_that_has_got_beyond_where_it_fails_passes() {
        Farm farm = Farm.of(1);
        RunId run = farm.submit(
                "run", Farm.task("shop:test").retry(tries(Backoff.atOnce(3))).build());
        farm.pass(Duration.ofSeconds(60));

        assertThat(ends(farm, run, FLAKY)).containsOnlyKeys(40L);
    }

    @Test
    void what_waits_for_a_flaky_task_is_foreseen_to_start_later_at_times() {
        Farm farm = Farm.of(1);
        RunId run = farm.submit(
                "run",
                Farm.task("shop:test")
                        .retry(tries(Backoff.atOnce(3)).onlyExitCodes(List.of(75)))
                        .build(),
                Farm.task("shop:deploy").needs("test").build());
        Outlook outlook = FLAKY.task("shop:deploy", Duration.ofSeconds(10));

        RunForecast forecast = RunForecast.of(farm.situation(), outlook, 1, 400);

        assertThat(forecast.finish(run).orElseThrow().point())
                .isBetween(Duration.ofSeconds(110), Duration.ofSeconds(112));
        assertThat(forecast.finish(run).orElseThrow().high()).isGreaterThanOrEqualTo(Duration.ofSeconds(150));
    }
}

package io.slipway.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.slipway.core.cache.ActionKey;
import io.slipway.core.estimate.Covariates;
import io.slipway.core.estimate.DurationModel;
import io.slipway.core.estimate.FlakyModel;
import io.slipway.core.estimate.Observation;
import io.slipway.core.estimate.Subject;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.Usage;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LearntOutlookTest {
    private static final TaskAddress BUILD = TaskAddress.parse("shop:build");

    @Test
    void expects_what_the_task_took() {
        Outlook outlook = outlook(learnt());

        assertThat(outlook.typical(BUILD).toSeconds()).isCloseTo(100, within(10L));
        assertThat(outlook.quantile(BUILD, 0.95, Duration.ZERO)).isGreaterThan(outlook.typical(BUILD));
        assertThat(outlook.reuse(BUILD)).isEqualTo(0.25);
    }

    @Test
    void what_has_run_for_a_while_does_not_end_before_now() {
        Outlook outlook = outlook(learnt());

        for (int seconds : new int[] {50, 100, 130, 1000}) {
            Duration elapsed = Duration.ofSeconds(seconds);
            assertThat(outlook.quantile(BUILD, 0.01, elapsed)).isGreaterThanOrEqualTo(elapsed);
        }
        assertThat(outlook.quantile(BUILD, 0.5, Duration.ofSeconds(1000)))
                .as("goes on for half as long as it is late")
                .isBetween(Duration.ofSeconds(1400), Duration.ofSeconds(1500));
    }

    @Test
    void when_nothing_is_known_a_minute_is_assumed() {
        Outlook outlook = outlook(new DurationModel());

        assertThat(outlook.typical(BUILD)).isEqualTo(Duration.ofMinutes(1));
    }

    private static Outlook outlook(DurationModel model) {
        return outlook(model, new FlakyModel());
    }

    private static Outlook outlook(DurationModel model, FlakyModel flaky) {
        return new LearntOutlook(model, flaky, task -> 0.25, task -> Covariates.NONE, Farm.MORNING);
    }

    @Test
    void a_task_that_fails_by_chance_is_expected_to_after_as_long_as_it_did() {
        DurationModel model = learnt();
        FlakyModel flaky = new FlakyModel();
        for (int i = 0; i < 40; i++) {
            for (Observation seen : List.of(failed(i, 7), passed(i))) {
                model.observe(seen);
                flaky.observe(seen);
            }
        }

        Outlook outlook = outlook(model, flaky);

        assertThat(outlook.failure(BUILD)).as("half of them, and a prior").isBetween(0.4, 0.5);
        assertThat(outlook.failsAfter(BUILD, 0.5)).isEqualTo(Duration.ofSeconds(7));
        assertThat(outlook(learnt()).failure(BUILD)).as("one that never failed").isZero();
        assertThat(outlook(learnt()).failsAfter(BUILD, 0.5))
                .isEqualTo(outlook(learnt()).typical(BUILD));
    }

    private static Observation failed(int number, int seconds) {
        return attempt("first of " + number, number, Outcome.Kind.FAILED, seconds);
    }

    private static Observation passed(int number) {
        return attempt("second of " + number, number, Outcome.Kind.SUCCEEDED, 100);
    }

    private static Observation attempt(String id, int key, Outcome.Kind how, int seconds) {
        return new Observation(
                Subject.of(BUILD),
                id,
                Optional.of(new ActionKey(
                        "%064x".formatted(BigInteger.valueOf(key + 1).shiftLeft(200)))),
                Covariates.NONE,
                Farm.MORNING,
                Optional.of(how),
                new Usage(Duration.ofSeconds(seconds), Duration.ZERO, 0, 0, 0));
    }

    private static DurationModel learnt() {
        DurationModel model = new DurationModel();
        for (int i = 0; i < 40; i++) {
            Duration took = Duration.ofSeconds(90 + i % 21);
            model.observe(new Observation(
                    Subject.of(BUILD),
                    "run-" + i,
                    Optional.empty(),
                    Covariates.NONE,
                    Farm.MORNING.minus(Duration.ofHours(41 - i)),
                    Optional.of(Outcome.Kind.SUCCEEDED),
                    new Usage(took, took, 0, 0, 0)));
        }
        return model;
    }
}

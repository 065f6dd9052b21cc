package io.slipway.core.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.slipway.core.pipeline.TaskAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class EstimateTest {
    private static final TaskAddress COMPILE = TaskAddress.parse("orders:compile");

    private static Estimate estimate() {
        SplittableRandom random = new SplittableRandom(11);
        Past past = new Past();
        for (int i = 0; i < 200; i++) past.passed(100 * Math.exp(0.2 * random.nextGaussian()));
        return DurationModel.from(past)
                .estimate(Past.BUILD, Covariates.NONE, past.next())
                .orElseThrow();
    }

    @Test
    void quantiles_ascend_around_the_point() {
        Estimate estimate = estimate();

        assertThat(estimate.quantile(0)).isLessThan(estimate.quantile(0.25));
        assertThat(estimate.quantile(0.25)).isLessThan(estimate.quantile(0.75));
        assertThat(estimate.quantile(0.75)).isLessThan(estimate.quantile(1));
        assertThat(estimate.point()).isBetween(estimate.quantile(0.2), estimate.quantile(0.8));
    }

    @Test
    void the_share_that_ends_in_time_is_the_other_way_round() {
        Estimate estimate = estimate();

        for (double share : new double[] {0.05, 0.3, 0.5, 0.9}) {
            assertThat(estimate.probability(estimate.quantile(share))).isCloseTo(share, Offset.offset(0.01));
        }
        assertThat(estimate.probability(Duration.ofMillis(1))).isZero();
        assertThat(estimate.probability(Duration.ofDays(1))).isEqualTo(1);
    }

    @Test
    void samples_lie_as_the_quantiles_say() {
        Estimate estimate = estimate();
        SplittableRandom random = new SplittableRandom(3);

        int below = 0;
        for (int i = 0; i < 2000; i++) {
            if (estimate.sample(random).compareTo(estimate.quantile(0.25)) < 0) below++;
        }

        assertThat(below).isBetween(440, 560);
    }

    @Test
    void a_run_under_way_takes_longer_than_it_has_taken() {
        Estimate estimate = estimate();
        SplittableRandom random = new SplittableRandom(4);
        Duration elapsed = estimate.quantile(0.9);

        for (int i = 0; i < 200; i++) {
            assertThat(estimate.sampleAfter(elapsed, random)).isBetween(elapsed, estimate.quantile(1));
        }
        assertThat(estimate.sampleAfter(Duration.ofDays(1), random)).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void a_run_longer_than_ninety_nine_of_its_like_and_a_second_is_strange() {
        Estimate estimate = estimate();
        Duration strange = estimate.overdueAfter().orElseThrow();

        assertThat(strange).isGreaterThanOrEqualTo(estimate.quantile(0.99));
        assertThat(strange).isGreaterThanOrEqualTo(estimate.point().plusSeconds(1));
        assertThat(strange).isLessThan(Duration.ofMinutes(10));
    }

    @Test
    void of_a_few_runs_none_is_strange() {
        Past past = Past.of(Subject.of(COMPILE));
        for (int i = 0; i < 19; i++) past.passed(10);
        Optional<Duration> afterNineteen = DurationModel.from(past).overdueAfter(COMPILE);

        past.passed(10);

        assertThat(afterNineteen).isEmpty();
        assertThat(DurationModel.from(past).overdueAfter(COMPILE).orElseThrow())
                .isBetween(Duration.ofSeconds(10), Duration.ofSeconds(12));
    }

    @Test
    void a_probability_is_between_0_and_1() {
        Estimate estimate = estimate();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> estimate.quantile(1.1))
                .withMessageContaining("probability: 1.1");
        assertThatIllegalArgumentException().isThrownBy(() -> estimate.quantile(Double.NaN));
    }

    @Test
    void covariates_are_right_from_birth() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Covariates.builder().jobs(-1).build())
                .withMessageContaining("jobs: -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Covariates.builder().agent("x", 0).build())
                .withMessageContaining("agentSpeed: 0.0");
        assertThatIllegalArgumentException().isThrownBy(() -> new Subject("", "kind"));
        assertThat(Features.of(Covariates.NONE, Instant.MAX).minute()).isEqualTo(Integer.MAX_VALUE);
    }
}

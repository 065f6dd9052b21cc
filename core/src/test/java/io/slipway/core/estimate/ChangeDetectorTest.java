package io.slipway.core.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.slipway.core.estimate.ChangePoint.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeDetectorTest {
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void a_step_is_found_within_ten_runs_and_where_it_was(long seed) {
        List<ChangePoint> found = find(seed, 120, 0.05, i -> i < 60 ? 0 : Math.log(1.3));

        assertThat(found)
                .filteredOn(one -> one.kind() == Kind.STEP)
                .singleElement()
                .satisfies(step -> {
                    assertThat(step.since()).isBetween(58, 62);
                    assertThat(step.found() - step.since()).isLessThan(10);
                    assertThat(step.factor()).isCloseTo(1.3, within(0.1));
                });
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void a_single_long_run_is_a_spike_and_no_step(long seed) {
        List<ChangePoint> found = find(seed, 120, 0.05, i -> i == 70 ? Math.log(5) : 0);

        assertThat(found).singleElement().satisfies(spike -> {
            assertThat(spike.kind()).isEqualTo(Kind.SPIKE);
            assertThat(spike.since()).isEqualTo(70);
            assertThat(spike.factor()).isCloseTo(5, within(0.8));
        });
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void what_grows_a_little_with_each_run_drifts_and_does_not_step(long seed) {
        List<ChangePoint> found = find(seed, 120, 0.05, i -> 0.012 * Math.max(0, Math.min(i - 50, 60)));

        assertThat(found).extracting(ChangePoint::kind).contains(Kind.DRIFT).doesNotContain(Kind.STEP);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void less_even_runs_are_a_change_of_the_spread(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        ChangeDetector detector = new ChangeDetector();
        List<ChangePoint> found = new ArrayList<>();

        for (int i = 0; i < 140; i++)
            detector.observe(5 + (i < 70 ? 0.03 : 0.3) * random.nextGaussian()).ifPresent(found::add);

        assertThat(found).anySatisfy(one -> {
            assertThat(one.kind()).isEqualTo(Kind.VARIANCE);
            assertThat(one.spreadRatio()).isGreaterThan(2);
        });
    }

    @Test
    void where_nothing_changes_hardly_anything_is_found__seeds_1_to_40() {
        int alarms = 0;
        for (long seed = 1; seed <= 40; seed++) {
            for (ChangePoint one : find(seed, 200, 0.2, i -> 0)) if (one.kind() != Kind.SPIKE) alarms++;
        }

        assertThat(alarms).as("in 8000 runs").isLessThanOrEqualTo(8);
    }

    @Test
    void two_steps_are_two() {
        List<ChangePoint> found = find(9, 200, 0.05, i -> i < 60 ? 0 : i < 120 ? 0.5 : 0.1);

        assertThat(found)
                .filteredOn(one -> one.kind() == Kind.STEP)
                .hasSize(2)
                .satisfiesExactly(
                        up -> assertThat(up.factor()).isGreaterThan(1.4),
                        down -> assertThat(down.factor()).isLessThan(0.8));
    }

    @Test
    void durations_of_zero_and_of_a_year_are_taken() {
        ChangeDetector detector = new ChangeDetector();

        for (int i = 0; i < 300; i++) {
            detector.observe(i % 50 == 0 ? Duration.ZERO : i % 70 == 0 ? Duration.ofDays(365) : Duration.ofMinutes(2));
        }

        assertThat(detector.observe(Duration.ofMinutes(2))).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> detector.observe(Double.NaN));
    }

    @Test
    void a_change_point_is_right_if_it_exists() {
        Duration minute = Duration.ofMinutes(1);

        assertThatIllegalArgumentException().isThrownBy(() -> new ChangePoint(Kind.STEP, -1, 1, minute, minute, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new ChangePoint(Kind.STEP, 2, 1, minute, minute, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new ChangePoint(Kind.STEP, 1, 1, minute, minute, 0, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ChangePoint(Kind.STEP, 1, 1, minute.negated(), minute, 1, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ChangePoint(Kind.STEP, 1, 1, minute, minute.negated(), 1, 1));
    }

    private static List<ChangePoint> find(long seed, int runs, double spread, IntToDoubleFunction level) {
        SplittableRandom random = new SplittableRandom(seed);
        ChangeDetector detector = new ChangeDetector();
        List<ChangePoint> found = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            detector.observe(5 + level.applyAsDouble(i) + spread * random.nextGaussian())
                    .ifPresent(found::add);
        }
        return found;
    }
}

package io.slipway.core.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecentDurationsTest {
    private static Optional<Duration> expected(long... millis) {
        List<Duration> durations = new ArrayList<>();
        for (long one : millis) durations.add(Duration.ofMillis(one));
        return RecentDurations.expected(durations);
    }

    @Test
    void nothing_is_expected_of_nothing() {
        assertThat(expected()).isEmpty();
    }

    @Test
    void one_duration_is_expected_again() {
        assertThat(expected(70).orElseThrow()).isBetween(Duration.ofMillis(68), Duration.ofMillis(71));
    }

    @Test
    void one_slow_day_does_not_move_it() {
        assertThat(expected(5000, 4000, 900_000, 6000, 5000).orElseThrow())
                .isBetween(Duration.ofMillis(4500), Duration.ofMillis(5500));
    }

    @Test
    void late_ones_weigh_more() {
        assertThat(expected(900, 900, 900, 900, 30, 30, 30, 30, 30).orElseThrow())
                .isBetween(Duration.ofMillis(29), Duration.ofMillis(31));
    }

    @Test
    void of_two_ways_to_go_it_is_one() {
        assertThat(expected(100, 800, 100, 100, 800, 100).orElseThrow())
                .isBetween(Duration.ofMillis(95), Duration.ofMillis(120));
    }

    @Test
    void bounds_are_as_wide_as_durations_lie_apart() {
        List<Duration> even = new ArrayList<>();
        List<Duration> uneven = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            even.add(Duration.ofMillis(1000 + i % 3));
            uneven.add(Duration.ofMillis(1000 + 400 * (i * 7 % 5)));
        }

        assertThat(width(uneven)).isGreaterThan(3 * width(even));
        assertThat(RecentDurations.estimate(List.of())).isEmpty();
    }

    private static double width(List<Duration> durations) {
        Estimate estimate = RecentDurations.estimate(durations).orElseThrow();
        return (double) estimate.high().toMillis() / estimate.low().toMillis() - 1;
    }

    @Test
    void a_time_of_nothing_does_no_harm() {
        assertThat(expected(0, 100, 100).orElseThrow()).isBetween(Duration.ofMillis(80), Duration.ofMillis(105));
    }
}

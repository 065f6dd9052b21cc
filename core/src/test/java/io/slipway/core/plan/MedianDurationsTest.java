package io.slipway.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MedianDurationsTest {
    private static Optional<Duration> median(long... seconds) {
        List<Duration> durations = new ArrayList<>();
        for (long one : seconds) durations.add(Duration.ofSeconds(one));
        return MedianDurations.ofLastFive(durations);
    }

    @Test
    void is_absent_without_any() {
        assertThat(median()).isEmpty();
    }

    @Test
    void an_outlier_does_not_move_it() {
        assertThat(median(5, 4, 900, 6, 5)).contains(Duration.ofSeconds(5));
    }

    @Test
    void only_the_last_five_count() {
        assertThat(median(900, 900, 900, 900, 1, 2, 3, 4, 5)).contains(Duration.ofSeconds(3));
    }

    @Test
    void of_an_even_number_it_is_the_longer_in_the_middle() {
        assertThat(median(1, 4, 2, 3)).contains(Duration.ofSeconds(3));
    }
}

package io.slipway.jenkins.teach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BuildForecastTest {
    private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");

    private PastBuilds past;

    @BeforeEach
    void eleven_builds_took_ten_to_twenty_minutes() throws IOException {
        past = PastBuilds.open(Path.of("nowhere", "past-builds"));
        for (int i = 10; i <= 20; i++) past.took("shop/main", Duration.ofMinutes(i));
    }

    private BuildForecast after(int minutes) {
        return BuildForecast.of(past, "shop/main", START, at(minutes)).orElseThrow();
    }

    private static Instant at(int minutes) {
        return START.plus(Duration.ofMinutes(minutes));
    }

    @Test
    void at_first_it_is_like_all_before_it() {
        BuildForecast forecast = after(0);

        assertThat(forecast.finish()).isEqualTo(at(15));
        assertThat(forecast.earliest()).isEqualTo(at(11));
        assertThat(forecast.latest()).isEqualTo(at(19));
        assertThat(forecast.builds()).isEqualTo(11);
        assertThat(forecast.overdue()).isFalse();
        assertThat(forecast.criticalPath()).containsExactly("shop/main");
    }

    @Test
    void later_it_is_like_those_that_took_as_long() {
        BuildForecast forecast = after(17);

        assertThat(forecast.finish()).isEqualTo(at(19));
        assertThat(forecast.earliest()).isAfter(at(18));
        assertThat(forecast.latest()).isBefore(at(20));
    }

    @Test
    void one_that_takes_longer_than_all_is_overdue() {
        BuildForecast forecast = after(25);

        assertThat(forecast.overdue()).isTrue();
        assertThat(forecast.finish()).isEqualTo(at(25));
    }

    @Test
    void of_what_never_finished_nothing_is_known() {
        assertThat(BuildForecast.of(past, "shop/new", START, START)).isEmpty();
    }

    @Test
    void what_cannot_be_is_refused() {
        assertThatThrownBy(() -> new BuildForecast(START, at(1), at(2), at(3), 1, false, List.of()))
                .hasMessageContaining("finish");
        assertThatThrownBy(() -> new BuildForecast(START, at(1), at(1), at(1), 0, false, List.of()))
                .hasMessageContaining("builds: 0");
    }
}

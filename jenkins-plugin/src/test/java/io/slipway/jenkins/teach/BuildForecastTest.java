package io.slipway.jenkins.teach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.core.estimate.Estimate;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    void at_first_it_is_what_a_run_would_expect_of_it() {
        Estimate said = past.estimate("shop/main").orElseThrow();

        BuildForecast forecast = after(0);

        assertThat(forecast.finish()).isEqualTo(START.plus(said.point()));
        assertThat(forecast.earliest()).isEqualTo(START.plus(said.low()));
        assertThat(forecast.latest()).isEqualTo(START.plus(said.high()));
        assertThat(forecast.builds()).isEqualTo(11);
        assertThat(forecast.overdue()).isFalse();
        assertThat(forecast.criticalPath()).containsExactly("shop/main");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 9, 13, 17, 19, 21, 23, 27})
    void later_it_ends_between_bounds_that_are_not_past(int minutes) {
        BuildForecast forecast = after(minutes);

        assertThat(forecast.earliest()).isAfterOrEqualTo(at(minutes)).isBeforeOrEqualTo(forecast.finish());
        assertThat(forecast.latest()).isAfterOrEqualTo(forecast.finish());
    }

    @Test
    void the_longer_it_runs_the_later_it_is_thought_to_end() {
        assertThat(after(17).latest()).isAfterOrEqualTo(after(0).latest());
        assertThat(after(17).earliest()).isAfter(after(0).earliest());
    }

    @Test
    void one_that_takes_longer_than_all_is_overdue() {
        BuildForecast forecast = after(300);

        assertThat(forecast.overdue()).isTrue();
        assertThat(forecast.finish()).isEqualTo(at(300));
    }

    @Test
    void of_twenty_builds_one_that_takes_longer_than_99_in_100_is_overdue() {
        for (int i = 0; i < 20; i++) past.took("shop/steady", Duration.ofSeconds(600 + i % 5));
        Duration strange =
                past.estimate("shop/steady").orElseThrow().overdueAfter().orElseThrow();

        assertThat(steadyAfter(strange.minusMillis(1)).overdue()).isFalse();
        assertThat(steadyAfter(strange.plusMillis(1)).overdue()).isTrue();
    }

    private BuildForecast steadyAfter(Duration elapsed) {
        return BuildForecast.of(past, "shop/steady", START, START.plus(elapsed)).orElseThrow();
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

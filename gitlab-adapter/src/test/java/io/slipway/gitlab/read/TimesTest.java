package io.slipway.gitlab.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.pipeline.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {
    @ParameterizedTest
    @CsvSource({
        "1h 30m, PT1H30M",
        "90 minutes, PT1H30M",
        "3600, PT1H",
        "2 hrs 20 min, PT2H20M",
        "1.5 hours, PT1H30M",
        "1 day, PT24H",
        "1 week, PT168H",
        "3h15m, PT3H15M",
        "1 month, PT720H",
        "1y, PT8760H",
        "10 seconds and 5 s, PT15S"
    })
    void durations_are_read_as_gitlab_writes_them(String text, Duration expected) {
        assertThat(Times.parse(text)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "1 fortnight", "0", "-3", "1h x"})
    void other_text_is_no_duration(String text) {
        assertThat(Times.parse(text)).isEmpty();
    }

    @Test
    void the_history_of_jobs_gives_what_those_that_succeeded_took_lately() {
        List<Problem> problems = new ArrayList<>();
        JobHistory history = JobHistory.read("jobs.json", """
                [{"name": "unit 1/3", "status": "success", "duration": 10.5},
                 {"name": "unit 2/3", "status": "success", "duration": 30},
                 {"name": "unit 3/3", "status": "failed", "duration": 900},
                 {"name": "m: [a, b]", "duration": 2},
                 {"name": "odd", "duration": "x"},
                 {"name": "never", "status": "success", "duration": null}]
                """.getBytes(UTF_8), problems::add);

        assertThat(problems).isEmpty();
        assertThat(history.expected("unit 1/4"))
                .hasValueSatisfying(
                        expected -> assertThat(expected).isBetween(Duration.ofMillis(10_400), Duration.ofSeconds(30)));
        assertThat(history.expected("m: [a, b]"))
                .hasValueSatisfying(
                        expected -> assertThat(expected).isCloseTo(Duration.ofSeconds(2), Duration.ofMillis(100)));
        assertThat(history.expected("never")).isEmpty();
        assertThat(history.expected("odd")).isEmpty();
    }
}

package io.slipway.github.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.pipeline.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobHistoryTest {
    private final List<Problem> problems = new ArrayList<>();

    private JobHistory read(String json) {
        return JobHistory.read("jobs.json", json.getBytes(UTF_8), problems::add);
    }

    private static String job(String name, String conclusion, int day, int seconds) {
        return String.format(
                "{\"name\": \"%s\", \"conclusion\": \"%s\", \"started_at\": \"2026-01-%02dT10:00:00Z\","
                        + " \"completed_at\": \"2026-01-%02dT10:00:%02dZ\"}",
                name, conclusion, day, day, seconds);
    }

    @Test
    void a_job_takes_what_its_successes_lead_to_and_they_take_longer_each_day() {
        List<String> jobs = new ArrayList<>();
        for (int day = 9; day > 0; day--) jobs.add(job("test (x)", "success", day, day));
        jobs.add(job("test (x)", "failure", 20, 59));
        jobs.add(
                "{\"name\": \"never\", \"conclusion\": \"success\", \"started_at\": null, \"completed_at\": \"soon\"}");

        JobHistory history = read("{\"total_count\": 11, \"jobs\": [" + String.join(",", jobs) + "]}");

        assertThat(history.expected("test (x)").orElseThrow()).isBetween(Duration.ofSeconds(7), Duration.ofSeconds(10));
        assertThat(history.expected("never")).isEmpty();
        assertThat(history.expected("other")).isEmpty();
        assertThat(problems).isEmpty();
    }

    @Test
    void several_answers_and_bare_lists_are_taken_too() {
        assertThat(read("[{\"jobs\": [" + job("a", "success", 1, 5) + "]}, {\"jobs\": []}]")
                        .expected("a")
                        .orElseThrow())
                .isBetween(Duration.ofMillis(4900), Duration.ofMillis(5000));
        assertThat(read("[" + job("a", "success", 1, 6) + "]").expected("a").orElseThrow())
                .isBetween(Duration.ofMillis(5900), Duration.ofMillis(6000));
        assertThat(read("{").expected("a")).isEmpty();
        assertThat(problems).hasSize(1);
    }
}

package io.slipway.core.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.core.forecast.Span;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of runs that took a hundred seconds. */
class KeptForecastsTest {
    private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");
    private static final List<TaskAddress> TASKS = List.of(TaskAddress.parse("s:a"), TaskAddress.parse("s:b"));

    @TempDir
    Path directory;

    private WorkspaceLayout layout() {
        return new WorkspaceLayout(directory);
    }

    private static Span about(long seconds) {
        return new Span(Duration.ofSeconds(seconds), Duration.ofSeconds(seconds - 1), Duration.ofSeconds(seconds + 1));
    }

    private void said(long secondsAfterStart, String run, long seconds) {
        KeptForecasts.keep(
                layout(),
                START.plusSeconds(secondsAfterStart),
                Optional.of(run).filter(name -> !name.isEmpty()),
                TASKS,
                about(seconds),
                about(seconds));
    }

    private void ended(String run) {
        KeptForecasts.ended(layout(), run, TASKS, START, START.plusSeconds(100));
    }

    private KeptForecasts kept() {
        return KeptForecasts.of(layout(), WorkspacePast.of(List.of(), List.of()));
    }

    @Test
    void a_forecast_is_scored_though_the_records_of_its_run_are_gone() {
        said(0, "r1", 99);
        said(50, "r1", 60);
        said(0, "r2", 10);
        assertThat(kept().scored()).isEmpty();
        assertThat(kept().open()).isEqualTo(3);

        ended("r1");

        assertThat(kept().open()).isEqualTo(1);
        assertThat(kept().scored())
                .extracting(KeptForecasts.Scored::actual)
                .containsExactly(Duration.ofSeconds(100), Duration.ofSeconds(50));
        assertThat(kept().scored()).extracting(KeptForecasts.Scored::gone).containsExactly(0.0, 0.5);
        assertThat(kept().scored()).extracting(KeptForecasts.Scored::isInside).containsExactly(true, false);
        assertThat(kept().scored()).extracting(KeptForecasts.Scored::isAtStart).containsExactly(true, false);
    }

    @Test
    void what_was_thought_last_of_a_run_that_goes_on_is_known() {
        said(0, "r1", 99);
        said(50, "r1", 60);
        said(55, "r2", 10);

        assertThat(KeptForecasts.last(layout(), new RunId("r1")))
                .hasValueSatisfying(foreseen ->
                        assertThat(foreseen.leftAt(START.plusSeconds(70))).isEqualTo(Duration.ofSeconds(40)));
        assertThat(KeptForecasts.last(layout(), new RunId("r3"))).isEmpty();
    }

    @Test
    void one_of_a_run_that_had_not_begun_is_held_against_the_next_run_of_its_tasks() {
        said(-60, "", 70);
        said(-5, "", 80);

        ended("r1");

        assertThat(kept().scored()).singleElement().satisfies(scored -> {
            assertThat(scored.said()).isEqualTo(about(80));
            assertThat(scored.actual()).isEqualTo(Duration.ofSeconds(100));
        });
        assertThat(kept().open()).as("the first was followed by another one").isZero();
    }

    @Test
    void forecasts_at_the_start_and_later_ones_are_put_right_by_their_own_kind() {
        for (int i = 0; i < 200; i++) {
            said(0, "r" + i, 50);
            said(60, "r" + i, 40);
            ended("r" + i);
        }

        Span atStart = KeptForecasts.calibration(layout(), true).apply(about(50));
        Span later = KeptForecasts.calibration(layout(), false).apply(about(40));

        assertThat(atStart.point()).isBetween(Duration.ofSeconds(85), Duration.ofSeconds(101));
        assertThat(later.point()).isBetween(Duration.ofSeconds(39), Duration.ofSeconds(41));
    }

    @Test
    void of_a_great_many_the_older_half_is_forgotten() throws IOException {
        for (int i = 0; i < 1500; i++) said(i % 100, "r" + i, 50);

        ended("r1499");

        assertThat(Files.size(layout().keptForecasts())).isBetween(60_000L, 200_000L);
        assertThat(kept().scored()).extracting(KeptForecasts.Scored::run).containsExactly("r1499");
    }

    @Test
    void where_nothing_was_foreseen_no_end_is_written_down() {
        ended("r1");

        assertThat(layout().keptForecasts()).doesNotExist();
    }

    @Test
    void a_line_that_was_cut_short_is_left_out_and_a_file_that_is_none_is_told() throws IOException {
        said(0, "r1", 99);
        Files.writeString(layout().keptForecasts(), "1767600000000\tr1\n", StandardOpenOption.APPEND);
        assertThat(kept().open()).isEqualTo(1);

        Files.writeString(layout().keptForecasts(), "a\tb\tc\td\te\tf\n");

        assertThatThrownBy(this::kept)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is damaged; remove it");
    }
}

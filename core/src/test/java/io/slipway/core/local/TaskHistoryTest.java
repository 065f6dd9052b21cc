package io.slipway.core.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.cache.ActionKey;
import io.slipway.core.estimate.RecentDurations;
import io.slipway.core.pipeline.TaskAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskHistoryTest {
    private static final TaskAddress COMPILE = TaskAddress.parse("orders:compile");
    private static final TaskAddress TEST = TaskAddress.parse("orders:test");
    private static final ActionKey KEY = new ActionKey("ab".repeat(32));
    private static final ActionKey OTHER_KEY = new ActionKey("cd".repeat(32));

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void nothing_is_there() {
        file = directory.resolve("history").resolve("tasks");
    }

    @Test
    void knows_nothing_before_the_first_run() {
        TaskHistory history = TaskHistory.open(file);

        assertThat(history.expected(COMPILE)).isEmpty();
        assertThat(history.lastKey(COMPILE)).isEmpty();
    }

    @Test
    void is_the_same_when_read_again() throws IOException {
        TaskHistory history = TaskHistory.open(file);
        history.rememberKey(COMPILE, OTHER_KEY);
        history.rememberKey(COMPILE, KEY);
        history.rememberDuration(COMPILE, Duration.ofMillis(70));
        history.rememberDuration(TEST, Duration.ofMillis(5));
        history.save();

        TaskHistory again = TaskHistory.open(file);

        assertThat(again.lastKey(COMPILE)).contains(KEY);
        assertThat(again.expected(COMPILE)).isPresent().isEqualTo(history.expected(COMPILE));
        assertThat(again.lastKey(TEST)).isEmpty();
        assertThat(again.expected(TEST)).isPresent().isEqualTo(history.expected(TEST));
    }

    @Test
    void expects_what_the_last_times_crowd_around() throws IOException {
        TaskHistory history = TaskHistory.open(file);
        for (int millis : new int[] {900, 900, 900, 29, 31, 30, 5000, 30, 31, 29}) {
            history.rememberDuration(COMPILE, Duration.ofMillis(millis));
        }
        history.save();

        assertThat(TaskHistory.open(file).expected(COMPILE).orElseThrow())
                .isBetween(Duration.ofMillis(29), Duration.ofMillis(31));
    }

    @Test
    void keeps_a_bounded_number_of_durations() throws IOException {
        TaskHistory history = TaskHistory.open(file);
        for (int i = 0; i < 1000; i++) history.rememberDuration(COMPILE, Duration.ofMillis(i));
        history.save();

        assertThat(Files.size(file)).isLessThan(200);
        assertThat(TaskHistory.open(file).expected(COMPILE))
                .hasValueSatisfying(
                        expected -> assertThat(expected).isBetween(Duration.ofMillis(975), Duration.ofMillis(999)));
    }

    @Test
    void what_the_models_said_is_known_until_the_task_runs_again() throws IOException {
        List<Duration> past = new ArrayList<>();
        for (int i = 0; i < 25; i++) past.add(Duration.ofSeconds(60));
        TaskHistory history = TaskHistory.open(file);
        history.rememberDuration(COMPILE, Duration.ofMillis(70));
        history.rememberExpected(COMPILE, RecentDurations.estimate(past).orElseThrow(), OptionalLong.of(1 << 20));
        history.save();

        TaskHistory again = TaskHistory.open(file);
        Optional<Duration> said = again.expected(COMPILE);
        again.rememberKey(COMPILE, KEY);

        assertThat(said.orElseThrow()).isBetween(Duration.ofSeconds(58), Duration.ofSeconds(62));
        assertThat(again.overdueAfter(COMPILE).orElseThrow()).isGreaterThan(Duration.ofSeconds(59));
        assertThat(again.memoryBytes(COMPILE)).hasValue(1 << 20);
        assertThat(again.overdueAfter(TEST)).isEmpty();
        assertThat(again.memoryBytes(TEST)).isEmpty();
        again.rememberDuration(COMPILE, Duration.ofMillis(70));
        assertThat(again.expected(COMPILE).orElseThrow()).isLessThan(Duration.ofMillis(71));
    }

    @Test
    void leaves_out_lines_that_cannot_be_read_and_drops_them() throws IOException {
        String good = "orders:test\t" + KEY.hash() + "\t5,6\n";
        Files.createDirectories(file.getParent());
        Files.writeString(
                file,
                "no tabs\n\t\t\norders:compile\tnokey\t1\norders:compile\t\tnumber\n" + good + "orders:comp",
                UTF_8);

        TaskHistory history = TaskHistory.open(file);
        history.save();

        assertThat(history.lastKey(TEST)).contains(KEY);
        assertThat(history.expected(COMPILE)).isEmpty();
        assertThat(file).content().isEqualTo(good);
    }

    @Test
    void begins_anew_when_the_file_is_no_text() throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0, '\n'});

        TaskHistory history = TaskHistory.open(file);
        history.rememberKey(COMPILE, KEY);
        history.save();

        assertThat(TaskHistory.open(file).lastKey(COMPILE)).contains(KEY);
    }

    @Test
    void writes_nothing_when_nothing_changed() throws IOException {
        TaskHistory history = TaskHistory.open(file);
        history.rememberKey(COMPILE, KEY);
        history.save();
        Files.delete(file);

        history.rememberKey(COMPILE, KEY);
        history.save();

        assertThat(file).doesNotExist();
    }
}

package io.slipway.core.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.cache.ActionKey;
import io.slipway.core.pipeline.TaskAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
        assertThat(again.expected(COMPILE)).contains(Duration.ofMillis(70));
        assertThat(again.lastKey(TEST)).isEmpty();
        assertThat(again.expected(TEST)).contains(Duration.ofMillis(5));
    }

    @Test
    void expects_what_the_last_times_crowd_around() throws IOException {
        TaskHistory history = TaskHistory.open(file);
        for (int millis : new int[] {900, 900, 900, 29, 31, 30, 5000, 30, 31, 29}) {
            history.rememberDuration(COMPILE, Duration.ofMillis(millis));
        }
        history.save();

        assertThat(TaskHistory.open(file).expected(COMPILE)).contains(Duration.ofMillis(30));
    }

    @Test
    void keeps_a_bounded_number_of_durations() throws IOException {
        TaskHistory history = TaskHistory.open(file);
        for (int i = 0; i < 1000; i++) history.rememberDuration(COMPILE, Duration.ofMillis(i));
        history.save();

        assertThat(Files.size(file)).isLessThan(200);
        assertThat(TaskHistory.open(file).expected(COMPILE))
                .hasValueSatisfying(
                        expected -> assertThat(expected).isBetween(Duration.ofMillis(990), Duration.ofMillis(999)));
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

package io.slipway.jenkins.teach;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PastLimitsTest {
    @TempDir
    Path directory;

    @Test
    void what_was_saved_is_read_in_the_next_life() throws IOException {
        Path file = directory.resolve("slipway").resolve("past-limits");
        Map<String, Integer> limits = Map.of("node ", 3, "node two words", 12, "throttle db", 1);

        new PastLimits(file).save(new TreeMap<>(limits));

        assertThat(new PastLimits(file).read()).isEqualTo(limits);
    }

    @Test
    void nothing_is_known_at_first_or_of_another_version() throws IOException {
        Path file = directory.resolve("past-limits");
        assertThat(new PastLimits(file).read()).isEmpty();

        Files.writeString(file, "slipway past limits 9\n3\tnode a\n");

        assertThat(new PastLimits(file).read()).isEmpty();
    }

    @Test
    void a_line_that_cannot_be_read_or_written_is_left_out() throws IOException {
        Path file = directory.resolve("past-limits");
        Files.writeString(
                file, "slipway past limits 1\n0\tnode a\nx\tnode b\n7\tnode c\n99999999999\tnode d\nnode e\n");
        PastLimits limits = new PastLimits(file);
        assertThat(limits.read()).isEqualTo(Map.of("node c", 7));

        limits.save(new TreeMap<>(Map.of("node f", 2, "node\ng", 3)));

        assertThat(new PastLimits(file).read()).isEqualTo(Map.of("node f", 2));
    }
}

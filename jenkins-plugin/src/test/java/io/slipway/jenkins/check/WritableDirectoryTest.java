package io.slipway.jenkins.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WritableDirectoryTest {
    @TempDir
    private Path directory;

    @Test
    void one_that_is_not_there_is_made_and_left_empty() {
        Path cache = directory.resolve("new/cache");

        assertThat(WritableDirectory.problem(cache)).isEmpty();

        assertThat(cache).isEmptyDirectory();
    }

    @Test
    void one_that_cannot_be_made_is_named_with_what_to_do() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        assertThat(WritableDirectory.problem(file.resolve("cache")))
                .hasValueSatisfying(
                        why -> assertThat(why).contains(file + "/cache").contains("name another one"));
    }

    @Test
    void one_that_takes_nothing_is_named() throws IOException {
        Files.createDirectory(directory.resolve("probe")); // in the way, as a full disk would be

        assertThat(WritableDirectory.problem(directory))
                .hasValueSatisfying(
                        why -> assertThat(why).startsWith("Cannot write to the cache directory " + directory));
    }

    @Test
    void one_that_does_not_answer_is_named() {
        assertThat(WritableDirectory.silent(directory)).contains(directory + " does not answer");
    }
}

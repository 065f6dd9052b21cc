package io.slipway.jenkins.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.slipway.core.content.Tree;
import io.slipway.core.pipeline.TaskAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFilesTest {
    private static final TaskAddress COMPILE = TaskAddress.parse("orders:compile");
    private static final TaskMade MADE = new TaskMade(Tree.empty(), Tree.empty(), Optional.of("nothing there"), false);

    @TempDir
    Path directory;

    @Test
    void what_a_task_made_is_there_after_a_restart() {
        files().writeMade(COMPILE, MADE);

        assertThat(files().readMade(COMPILE)).contains(MADE);
        assertThat(files().readMade(TaskAddress.parse("orders:test"))).isEmpty();
    }

    @Test
    void a_damaged_record_is_none() throws IOException {
        files().writeMade(COMPILE, MADE);
        Files.writeString(directory.resolve("run/made/orders/compile"), "damaged");

        assertThat(files().readMade(COMPILE)).isEmpty();
    }

    @Test
    void a_run_that_never_read_its_sources_has_none() {
        assertThat(files().readSource()).isEmpty();
    }

    @Test
    void a_directory_that_cannot_be_used_is_told() throws IOException {
        Files.writeString(directory.resolve("run"), "in the way");

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> files().writeMade(COMPILE, MADE))
                .withMessageContaining("see that there is room");
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> files().readMade(COMPILE))
                .withMessageContaining("make it readable");
    }

    private RunFiles files() {
        return new RunFiles(directory.resolve("run"), directory.resolve("kept"));
    }
}

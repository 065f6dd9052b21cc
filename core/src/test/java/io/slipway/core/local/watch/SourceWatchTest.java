package io.slipway.core.local.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SourceWatchTest {
    @TempDir
    private Path root;

    @Test
    void tells_of_saved_new_and_removed_sources_but_not_of_outputs() throws Exception {
        write("a/in.txt", "1");
        write("a/gone.txt", "1");
        Task make = Task.builder("a:make")
                .directory("a")
                .run("x")
                .inputs("in.txt")
                .outputs("out.txt")
                .build();
        try (SourceWatch watch = SourceWatch.of(root)) {
            watch.leaveOut(Optional.of(Pipeline.of(List.of(make))));
            assertThat(watch.changedMeanwhile()).isEmpty();

            write("a/out.txt", "made");
            write("a/in.txt", "2");
            assertThat(watch.await()).containsExactly("a/in.txt");

            Files.delete(root.resolve("a/gone.txt"));
            assertThat(watch.await()).containsExactly("a/gone.txt");

            write("b/c/new.txt", "1");
            assertThat(watch.await()).contains("b/c/new.txt");
            write("b/c/new.txt", "2");
            assertThat(watch.await()).contains("b/c/new.txt");
        }
    }

    @Test
    void an_end_from_another_thread_ends_the_waiting() throws Exception {
        try (SourceWatch watch = SourceWatch.of(root)) {
            Thread ending = new Thread(watch::end);
            ending.start();

            assertThat(watch.await()).isEmpty();
            assertThat(watch.changedMeanwhile()).isEmpty();
            ending.join();
        }
    }

    private void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}

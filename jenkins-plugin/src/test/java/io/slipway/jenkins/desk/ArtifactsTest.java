package io.slipway.jenkins.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.content.Digest;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactsTest {
    private static final TaskAddress TASK = TaskAddress.parse("contracts:package");

    @TempDir
    Path directory;

    private final List<String> told = new ArrayList<>();

    private Path file() {
        return directory.resolve("artifacts");
    }

    private static Artifact artifact(String revision) {
        return new Artifact(
                TASK,
                revision,
                "shop/main#1",
                new RunId("r" + revision),
                Optional.of(Digest.of(revision.getBytes())),
                Instant.parse("2026-03-01T12:00:00Z"));
    }

    private void await(Artifacts artifacts, Optional<String> revision) {
        artifacts.await(TASK, revision, artifact -> told.add(artifact.revision()));
    }

    @Test
    void what_was_made_is_known_after_a_restart_and_a_torn_line_tells_of_nothing() throws IOException {
        Artifacts before = new Artifacts(file());
        before.publish(artifact("one"));
        before.publish(artifact("one"));
        before.publish(artifact("two"));
        Files.writeString(file(), "contracts:package\tthree\tshop", StandardOpenOption.APPEND);

        Artifacts after = new Artifacts(file());
        await(after, Optional.of("one"));
        await(after, Optional.of("three"));
        await(after, Optional.empty());

        assertThat(told).containsExactly("one", "two");
    }

    @Test
    void the_oldest_are_forgotten_and_the_file_does_not_grow() throws IOException {
        Artifacts artifacts = new Artifacts(file(), 3);
        for (int i = 0; i < 50; i++) artifacts.publish(artifact("r" + i));

        await(artifacts, Optional.of("r0"));
        await(artifacts, Optional.of("r47"));
        await(new Artifacts(file(), 3), Optional.of("r49"));

        assertThat(told).containsExactly("r47", "r49");
        assertThat(Files.readAllLines(file())).hasSizeLessThanOrEqualTo(7);
    }

    @Test
    void who_waits_is_told_once() throws IOException {
        Artifacts artifacts = new Artifacts(file());
        await(artifacts, Optional.of("one"));

        artifacts.publish(artifact("two"));
        artifacts.publish(artifact("one"));
        artifacts.publish(artifact("one"));

        assertThat(told).containsExactly("one");
    }
}

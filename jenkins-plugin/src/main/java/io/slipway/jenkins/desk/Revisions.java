package io.slipway.jenkins.desk;

import io.slipway.core.content.Digest;
import io.slipway.core.journal.JournalEntry;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Of which revision each run is, in a file for each, and what is made of that revision: whoever waits for it is told.
 * Thread-safe.
 */
final class Revisions {
    private final Path directory;
    private final Artifacts artifacts;
    private final Consumer<String> warnings;

    Revisions(Path directory, Artifacts artifacts, Consumer<String> warnings) throws IOException {
        this.directory = Files.createDirectories(directory);
        this.artifacts = artifacts;
        this.warnings = warnings;
    }

    /** Of the run that an earlier life of the controller was told of. */
    Optional<String> find(RunId run) {
        try {
            Path file = directory.resolve(run.value());
            return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // nobody is told of what it makes, and everything else goes on
        }
    }

    /**
     * Remembers it over a restart, if the order names one.
     *
     * @throws UncheckedIOException when the directory cannot be written
     */
    void keep(Order order) {
        if (order.revision().isEmpty()) return;
        try {
            Files.writeString(
                    directory.resolve(order.id().value()), order.revision().orElseThrow());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + directory + "; make room for Slipway's files", e);
        }
    }

    void forget(DeskRun run) {
        if (run.revision().isEmpty()) return;
        try {
            Files.deleteIfExists(directory.resolve(run.id().value()));
        } catch (IOException e) {
            warnings.accept("Slipway cannot tidy " + directory + ": " + e + "; make it writable");
        }
    }

    /** Tells of what the entry says is made, if it is made of a revision. */
    void publish(DeskRun run, JournalEntry entry) {
        if (run.revision().isEmpty()) return;
        TaskAddress task;
        Optional<Digest> outputs;
        if (entry.event() instanceof RunEvent.TaskReused reused) {
            task = reused.task();
            outputs = Optional.of(reused.outputs());
        } else if (entry.event() instanceof RunEvent.AttemptFinished finished
                && finished.outcome().isSuccess()) {
            task = finished.task();
            outputs = finished.outputs();
        } else {
            return;
        }
        artifacts.publish(new Artifact(task, run.revision().get(), run.owner(), run.id(), outputs, entry.at()));
    }
}

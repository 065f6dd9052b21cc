package io.slipway.jenkins.run;

import io.slipway.core.content.ContentStore;
import io.slipway.core.content.MalformedContentException;
import io.slipway.core.content.Tree;
import io.slipway.core.content.TreeEntry;
import io.slipway.core.pipeline.TaskAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;

/**
 * What is kept beside a build for one run: its sources, what its tasks made, and their logs. Files come into being whole.
 * Thread-safe for different tasks.
 */
public final class RunFiles {
    private final Path directory;
    private final Path kept;

    /**
     * @param directory of this run alone; made when something is written
     * @param kept for people: logs and reports, kept for as long as the build's other artifacts
     */
    public RunFiles(Path directory, Path kept) {
        this.directory = directory;
        this.kept = kept;
    }

    public void writeSource(SourceRead source) {
        write(directory.resolve("source"), source.encode());
    }

    /** Absent when the run never got that far. */
    public Optional<SourceRead> readSource() {
        return read(directory.resolve("source")).map(SourceRead::decode);
    }

    void writeMade(TaskAddress task, TaskMade made) {
        write(made(task), made.encode());
    }

    /** Absent when it has not ended well, or the record is damaged. */
    Optional<TaskMade> readMade(TaskAddress task) {
        try {
            return read(made(task)).map(TaskMade::decode);
        } catch (MalformedContentException e) {
            return Optional.empty();
        }
    }

    private Path made(TaskAddress task) {
        return directory.resolve("made").resolve(task.service()).resolve(task.task());
    }

    /** Where everything that the task printed is kept. */
    public Path log(TaskAddress task) {
        return kept.resolve(task.service()).resolve(task.task() + ".log");
    }

    /** Keeps the files that the task made for people, as far as {@code contents} has them. */
    void keepReports(TaskAddress task, Tree reports, ContentStore contents) {
        Path directory = kept.resolve(task.service()).resolve(task.task());
        for (Map.Entry<String, TreeEntry> report : reports.flatten().entrySet()) {
            if (!(report.getValue() instanceof TreeEntry.File file)) continue;
            Path target = directory.resolve(report.getKey()).normalize();
            if (!target.startsWith(directory)) continue;
            try {
                Files.createDirectories(target.getParent());
                Files.deleteIfExists(target);
                contents.writeTo(file.digest(), target, false);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot write " + target + "; see that there is room", e);
            }
        }
    }

    private static Optional<byte[]> read(Path file) {
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + "; make it readable for the controller", e);
        }
    }

    private static void write(Path file, byte[] bytes) {
        Path aside = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.createDirectories(file.getParent());
            Files.write(aside, bytes);
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + "; see that there is room", e);
        }
    }
}

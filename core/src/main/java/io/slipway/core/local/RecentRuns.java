package io.slipway.core.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.core.cache.ActionKey;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which results the recent runs of all workspaces name, so that a collection of the store leaves them. Each workspace that uses a
 * store has a note in it that says where the workspace is and, by its time, when it last ran; the workspace itself knows the key of
 * each task's last result. Thread-safe, and safe for several processes.
 */
public final class RecentRuns {
    /** Somebody who comes back from a week away finds everything as it was. */
    private static final Duration RECENT = Duration.ofDays(8);

    private final Path notes;

    /**
     * @param storeDirectory need not exist
     */
    public RecentRuns(Path storeDirectory) {
        this.notes = storeDirectory.resolve("workspaces");
    }

    /** A run of this workspace ends. A store that cannot be written has no collections either. */
    void note(WorkspaceLayout workspace, Instant now) {
        Path note = notes.resolve(workspace.mark().value());
        if (note.toFile().setLastModified(now.toEpochMilli())) return;
        try {
            Files.createDirectories(notes);
            Files.writeString(note, workspace.root().toAbsolutePath().toString(), UTF_8);
            Files.setLastModifiedTime(note, FileTime.from(now));
        } catch (IOException e) {
            return;
        }
    }

    /**
     * The keys under which the last results of tasks lie, of every workspace that ran within eight days. What is noted of a
     * workspace that is gone, or did not run for so long, is forgotten. O(tasks of those workspaces).
     */
    public Set<ActionKey> results(Instant now) {
        Set<ActionKey> results = new TreeSet<>();
        File[] all = notes.toFile().listFiles();
        if (all == null) return results; // nothing ran yet
        for (File note : all) {
            Optional<Path> history = recent(note, now);
            if (history.isPresent())
                results.addAll(TaskHistory.open(history.get()).lastKeys());
            else note.delete();
        }
        return results;
    }

    /** The history of the workspace that the note is about, if it is there and had a run lately. */
    private static Optional<Path> recent(File note, Instant now) {
        if (note.lastModified() < now.minus(RECENT).toEpochMilli()) return Optional.empty();
        try {
            Path root = Path.of(Files.readString(note.toPath(), UTF_8));
            return Optional.of(new WorkspaceLayout(root).history()).filter(Files::exists);
        } catch (IOException | InvalidPathException e) {
            return Optional.empty(); // damaged; the next run notes it anew
        }
    }
}

package io.slipway.core.local.source;

import io.slipway.core.content.Digest;
import io.slipway.core.content.Tree;
import io.slipway.core.content.TreeEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/** What a scan found. Thread-safe. */
public final class SourceScan {
    private final Tree tree;
    private final SortedSet<String> trackedOutputs;
    private final Path root;
    private final long startedNanos;

    /**
     * @param startedNanos what the file system's clock said before the first file was looked at
     */
    SourceScan(Tree tree, SortedSet<String> trackedOutputs, Path root, long startedNanos) {
        this.root = root;
        this.startedNanos = startedNanos;
        this.tree = tree;
        this.trackedOutputs = Collections.unmodifiableSortedSet(trackedOutputs);
    }

    /** The source of the workspace, by path from its root. */
    public Tree tree() {
        return tree;
    }

    /** Files that a task claims as outputs though git tracks them: no source, and never removed. */
    public SortedSet<String> trackedOutputs() {
        return trackedOutputs;
    }

    /**
     * Whether these files still are what the scan found. Costs one {@code lstat} a file, and reading those that were
     * touched since the scan began.
     *
     * @param selected part of {@link #tree}
     * @throws SourceException when a file cannot be read
     */
    public boolean stillMatches(Tree selected) {
        for (Map.Entry<String, TreeEntry> entry : selected.flatten().entrySet()) {
            try {
                if (!stillMatches(root.resolve(entry.getKey()), entry.getValue())) return false;
            } catch (NoSuchFileException e) {
                return false;
            } catch (IOException e) {
                throw new SourceException("cannot read " + entry.getKey() + "; make it readable for you", e);
            }
        }
        return true;
    }

    private boolean stillMatches(Path path, TreeEntry entry) throws IOException {
        Optional<FileStamp> stamp = FileStamp.find(path);
        if (stamp.isEmpty()) return false;
        if (stamp.get().isOlderThan(startedNanos)) return true;
        if (entry instanceof TreeEntry.Link link) {
            return stamp.get().kind() == FileStamp.Kind.LINK
                    && Files.readSymbolicLink(path).toString().equals(link.target());
        }
        return entry instanceof TreeEntry.File file
                && stamp.get().kind() == FileStamp.Kind.FILE
                && stamp.get().executable() == file.executable()
                && Digest.of(path).equals(file.digest());
    }
}

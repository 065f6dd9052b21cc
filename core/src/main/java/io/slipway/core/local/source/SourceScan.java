package io.slipway.core.local.source;

import static java.util.Objects.requireNonNull;

import io.slipway.core.content.PathSet;
import io.slipway.core.content.Tree;
import io.slipway.core.content.TreeEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The source of a workspace as a scan found it, and how each file looked then. Thread-safe.
 */
public final class SourceScan {
    private final Path root;
    private final NameList names;
    private final @Nullable FileStamp[] stamps;
    private final long startedNanos;
    private final Tree tree;
    private final SortedSet<String> trackedOutputs;
    private final DeclaredOutputs outputs;

    SourceScan(
            Path root,
            NameList names,
            @Nullable FileStamp[] stamps,
            long startedNanos,
            Tree tree,
            SortedSet<String> trackedOutputs,
            DeclaredOutputs outputs) {
        this.root = root;
        this.names = names;
        this.stamps = stamps;
        this.startedNanos = startedNanos;
        this.tree = tree;
        this.trackedOutputs = Collections.unmodifiableSortedSet(trackedOutputs);
        this.outputs = outputs;
    }

    /** The source of the workspace, by path from its root. */
    public Tree tree() {
        return tree;
    }

    /**
     * The same scan, as if these files had been otherwise; a task that reads one of them does not match any more.
     *
     * @param others by path; absent where there was no such file
     */
    public SourceScan with(Map<String, Optional<TreeEntry>> others) {
        TreeMap<String, TreeEntry> files = new TreeMap<>(tree.flatten());
        @Nullable FileStamp[] forgotten = stamps.clone();
        boolean changed = false;
        for (Map.Entry<String, Optional<TreeEntry>> other : others.entrySet()) {
            String path = other.getKey();
            if (Optional.ofNullable(files.get(path)).equals(other.getValue())) continue;
            changed = true;
            files.remove(path);
            other.getValue().ifPresent(entry -> files.put(path, entry));
            int index = names.find(path.getBytes(StandardCharsets.UTF_8));
            if (index >= 0) forgotten[index] = null;
        }
        if (!changed) return this;
        Tree.Builder all = Tree.builder();
        files.forEach(all::put);
        return new SourceScan(root, names, forgotten, startedNanos, all.build(), trackedOutputs, outputs);
    }

    /** Files that a task claims as outputs though git tracks them: no source, and never removed. */
    public SortedSet<String> trackedOutputs() {
        return trackedOutputs;
    }

    /**
     * Whether a selection from this source is still what it was when the scan began: nothing in it changed or went away,
     * and nothing was added that would be in it. Asked when a task ends, whose result otherwise is not of the inputs that
     * its key names.
     *
     * <p>Costs a look at each selected file and at each directory that could have got a new one; a file is read only when
     * it looks different. A directory in which names came or went since the scan is listed.
     *
     * @param selected what {@code inputs} selected from {@link #tree}
     * @param directory for which {@code inputs} are written: a workspace path, empty for the root
     */
    public boolean stillMatches(Tree selected, String directory, PathSet inputs) {
        requireNonNull(selected, "selected");
        PathSet seenFromRoot = inputs.in(directory);
        try {
            return isUnchanged(selected, "", new FileReading())
                    && !new NewFiles(root, names, tree, outputs, startedNanos).areAmong(seenFromRoot);
        } catch (IOException | SourceException e) {
            return false; // what cannot be looked at is not known to be the same
        }
    }

    private boolean isUnchanged(Tree selected, String prefix, FileReading reading) throws IOException {
        for (Map.Entry<String, TreeEntry> child : selected.children().entrySet()) {
            String path = prefix + child.getKey();
            boolean same = child.getValue() instanceof TreeEntry.Directory directory
                    ? isUnchanged(directory.tree(), path + "/", reading)
                    : isUnchanged(path, child.getValue(), reading);
            if (!same) return false;
        }
        return true;
    }

    private boolean isUnchanged(String path, TreeEntry entry, FileReading reading) throws IOException {
        Path file = root.resolve(path);
        Optional<FileStamp> now = FileStamp.find(file);
        if (now.isEmpty()) return false;
        FileStamp stamp = now.get();
        if (entry instanceof TreeEntry.Link link) {
            return stamp.kind() == FileStamp.Kind.LINK
                    && Files.readSymbolicLink(file).toString().equals(link.target());
        }
        if (!(entry instanceof TreeEntry.File before) || stamp.kind() != FileStamp.Kind.FILE) return false;
        int index = names.find(path.getBytes(StandardCharsets.UTF_8));
        boolean looksTheSame = index >= 0 && stamp.equals(stamps[index]) && stamp.isOlderThan(startedNanos);
        return looksTheSame
                || (stamp.executable() == before.executable()
                        && stamp.sizeBytes() == before.digest().sizeBytes()
                        && reading.digest(file).equals(before.digest()));
    }
}

package io.slipway.core.local.output;

import static java.util.Objects.requireNonNull;

import io.slipway.core.content.ContentStore;
import io.slipway.core.content.PathSet;
import io.slipway.core.content.Tree;
import io.slipway.core.local.source.FileMemo;
import io.slipway.core.pipeline.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * What tasks make, in the directory where they run: removed before a task runs, collected when it has, and put back when
 * it need not run.
 *
 * <p>Nothing is written, read or removed outside of the root: every name on the way to a file is looked at without
 * following links. A file that git tracks is never removed. Files come into being whole, written aside and renamed.
 *
 * <p>Thread-safe for different tasks, whose outputs do not overlap. Costs one look at each output, and a copy of what is
 * not in place.
 */
public final class WorkspaceOutputs {
    private final Path root;
    private final FileMemo memo;
    private final Set<String> tracked;
    private final Staging staging;

    /**
     * @param root of the workspace or sandbox
     * @param memo of the files under {@code root}
     * @param staging a directory of ours on the same file system, for files that are not yet in place; emptied now
     * @param tracked outputs that git tracks, by path from the root
     */
    public WorkspaceOutputs(Path root, FileMemo memo, Path staging, Set<String> tracked) {
        this.root = root.toAbsolutePath().normalize();
        this.memo = requireNonNull(memo, "memo");
        this.tracked = Set.copyOf(tracked);
        this.staging = new Staging(staging);
    }

    /**
     * Makes way for a run of {@code task}: removes what an earlier run recorded and it still declares, and directories of
     * its own that this leaves empty. What no run recorded stays, as does what git tracks.
     *
     * @param recorded outputs and reports of the last run of the task in this workspace
     * @throws OutputException when something cannot be removed
     */
    public void clear(Task task, Tree recorded) {
        if (recorded.isEmpty()) return;
        try {
            new Removal(root, Claims.of(task), tracked, memo).remove(recorded, Tree.empty());
        } catch (IOException e) {
            throw new OutputException(
                    "cannot remove what the last run of " + task.address() + " made (" + e.getMessage()
                            + "); remove it by hand",
                    e);
        }
    }

    /**
     * Takes what {@code task} has made into {@code store}.
     *
     * @throws OutputException when it cannot be read
     */
    public Collected collect(Task task, ContentStore store) {
        return collect(task, Optional.of(store));
    }

    /**
     * What lies where {@code task} says it writes, whoever made it, without keeping any of it.
     *
     * @throws OutputException when it cannot be read
     */
    public Collected look(Task task) {
        return collect(task, Optional.empty());
    }

    private Collected collect(Task task, Optional<ContentStore> store) {
        try {
            return new Collection(root, store, memo, task).collect();
        } catch (IOException e) {
            throw new OutputException(
                    "cannot read what " + task.address() + " made (" + e.getMessage() + "); make it readable for you",
                    e);
        }
    }

    /**
     * Makes the workspace have exactly these outputs and reports of {@code task}. What is in place and unchanged is left
     * alone, with its times. What an earlier run recorded and is not among them is removed. Unless everything can be had
     * from the store and may be placed, nothing is changed.
     *
     * @param store that has what is not in place
     * @param recorded outputs and reports of the last run of the task in this workspace
     * @throws OutputException when the workspace cannot be written
     * @throws io.slipway.core.content.ContentStoreException when the store cannot be used
     */
    public Restoration restore(Task task, Tree outputs, Tree reports, Tree recorded, ContentStore store) {
        Tree wanted = reports.isEmpty()
                ? outputs
                : Tree.builder().merge(outputs).merge(reports).build();
        try {
            if (recorded.equals(wanted)) {
                int inPlace = new InPlace(root, memo).count(wanted);
                if (inPlace >= 0) return new Restoration.Complete(inPlace, 0, 0);
            }
            return place(Claims.of(task), wanted, recorded, store);
        } catch (IOException e) {
            throw new OutputException(
                    "cannot put back what " + task.address() + " makes (" + e.getMessage()
                            + "); make the workspace writable for you",
                    e);
        }
    }

    /**
     * Whether {@code tree} lies there, unchanged since it was last read or written.
     *
     * @throws OutputException when it cannot be looked at
     */
    public boolean isInPlace(Task task, Tree tree) {
        try {
            return new InPlace(root, memo).count(tree) >= 0;
        } catch (IOException e) {
            throw new OutputException(
                    "cannot look at what " + task.address() + " made (" + e.getMessage()
                            + "); make it readable for you",
                    e);
        }
    }

    /**
     * Something that lies where {@code task} writes and is not in {@code made}: whoever reads what the task makes may read
     * that too.
     *
     * @param patterns of those outputs, seen from the root
     * @throws OutputException when it cannot be looked at
     */
    public Optional<String> stranger(Task task, PathSet patterns, Tree made) {
        try {
            return new Strangers(root).find(patterns, made);
        } catch (IOException e) {
            throw new OutputException(
                    "cannot look at what " + task.address() + " made (" + e.getMessage()
                            + "); make it readable for you",
                    e);
        }
    }

    private Restoration place(Claims claims, Tree wanted, Tree recorded, ContentStore store) throws IOException {
        try (Placement placement = new Placement(root, claims, store, memo, staging, tracked)) {
            return placement.place(wanted, recorded);
        }
    }
}

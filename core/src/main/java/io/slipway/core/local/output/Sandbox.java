package io.slipway.core.local.output;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A private directory tree for one attempt of one task: what it does not declare to read is not there, so that a missing
 * input fails instead of hiding. Immutable; removed when closed.
 */
public final class Sandbox implements AutoCloseable {
    private final Path root;
    private final String directory;

    Sandbox(Path root, String directory) {
        this.root = root;
        this.directory = directory;
    }

    /** Stands for the workspace root. */
    public Path root() {
        return root;
    }

    /** Where the command runs. */
    public Path directory() {
        return root.resolve(directory);
    }

    /** Removes the tree and whatever the task left in it. What cannot be removed now, the next run removes. */
    @Override
    public void close() {
        try {
            DirectoryTree.delete(root);
        } catch (IOException e) {
            return;
        }
    }
}

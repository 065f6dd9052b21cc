package io.slipway.core.local.output;

import io.slipway.core.content.ContentStore;
import io.slipway.core.content.Tree;
import io.slipway.core.pipeline.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;

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

    /**
     * Makes a sandbox in a directory that is the caller's alone, and removes what was there before.
     *
     * @param trees all that the task may read, by workspace path
     * @param store that has them
     * @throws OutputException when the store lacks something, or the directory cannot be written
     */
    public static Sandbox make(Path root, Task task, Collection<Tree> trees, ContentStore store) {
        Sandbox sandbox = new Sandbox(root, task.directory());
        try {
            DirectoryTree.delete(root);
            Path nowhere = root.resolveSibling(root.getFileName() + ".nowhere"); // all of it comes out of the store
            new SandboxBuilder(nowhere, store, root).build(task, Tree.empty(), trees);
            return sandbox;
        } catch (IOException e) {
            sandbox.close();
            throw new OutputException(
                    "cannot make a sandbox for " + task.address() + " (" + e.getMessage() + "); run it again", e);
        }
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

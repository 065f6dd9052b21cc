package io.slipway.core.local;

import io.slipway.core.content.ContentStore;
import io.slipway.core.content.Tree;
import io.slipway.core.local.output.Collected;
import java.nio.file.Path;

/** Where one attempt of a task runs: the workspace itself, or a private copy of what the task declares. */
interface Workplace extends AutoCloseable {
    /** The directory that stands for the workspace root. */
    Path root();

    /** Takes what the task made: brought into the workspace, and into the store as far as that can take it. */
    Collected collect(ContentStore contents);

    /** What the task made, kept nowhere. */
    Tree look();

    /** Whether what the task reads is still what its key was made of. */
    boolean isUnchanged();

    /** Takes away what only this attempt needed. */
    @Override
    void close();
}

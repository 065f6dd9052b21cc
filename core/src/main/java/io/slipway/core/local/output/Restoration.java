package io.slipway.core.local.output;

import io.slipway.core.content.Digest;

/** How bringing back a task's outputs went. */
public sealed interface Restoration {
    /** Whether the workspace now has exactly the outputs that were asked for. */
    default boolean isComplete() {
        return this instanceof Complete;
    }

    /**
     * Everything is in place.
     *
     * @param kept files that were in place already
     * @param written files and links that were put in place
     * @param writtenBytes size of the files written
     */
    record Complete(int kept, int written, long writtenBytes) implements Restoration {}

    /** The store no longer has a content, or it was damaged. No file was changed. */
    record Gone(Digest digest) implements Restoration {}

    /**
     * Something is in the way that is not the task's to remove, or the result names a path that it may not write.
     *
     * @param message says what and where
     */
    record Blocked(String message) implements Restoration {}
}

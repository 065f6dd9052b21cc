package io.slipway.core.local;

import io.slipway.core.cache.Action;
import io.slipway.core.cache.ActionKey;
import io.slipway.core.content.Tree;
import io.slipway.core.pipeline.Task;

/** A task of a run, with what its key is made of. Immutable. */
record PreparedTask(Task task, Action action, ActionKey key) {
    /** Size of everything the task reads. */
    long bytesIn() {
        long size = action.sources().sizeBytes();
        for (Tree need : action.needs().values()) size += need.sizeBytes();
        return size;
    }
}

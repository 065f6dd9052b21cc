package io.slipway.core.local.source;

import io.slipway.core.content.Tree;
import java.util.Collections;
import java.util.SortedSet;

/** What a scan found. Thread-safe. */
public final class SourceScan {
    private final Tree tree;
    private final SortedSet<String> trackedOutputs;

    SourceScan(Tree tree, SortedSet<String> trackedOutputs) {
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
}

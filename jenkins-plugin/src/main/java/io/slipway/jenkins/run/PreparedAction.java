package io.slipway.jenkins.run;

import io.slipway.core.cache.Action;
import io.slipway.core.cache.ActionKey;
import io.slipway.core.content.Digest;
import io.slipway.core.content.Tree;
import io.slipway.core.content.TreeEntry;
import io.slipway.core.pipeline.Task;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** A task all of whose needs are done, with what its key is made of. Immutable. */
record PreparedAction(Task task, Action action, ActionKey key) {
    /** Digests of all files that the task may read. */
    SortedSet<Digest> contents() {
        TreeSet<Digest> contents = new TreeSet<>(sources().values());
        for (Tree need : action.needs().values()) contents.addAll(files(need).values());
        return contents;
    }

    /** Digests of the source files that it may read, by workspace path. */
    SortedMap<String, Digest> sources() {
        return files(action.sources());
    }

    long sizeBytes() {
        long size = action.sources().sizeBytes();
        for (Tree need : action.needs().values()) size += need.sizeBytes();
        return size;
    }

    /** Digests of the tree's files, by path. */
    static SortedMap<String, Digest> files(Tree tree) {
        TreeMap<String, Digest> files = new TreeMap<>();
        for (Map.Entry<String, TreeEntry> entry : tree.flatten().entrySet()) {
            if (entry.getValue() instanceof TreeEntry.File file) files.put(entry.getKey(), file.digest());
        }
        return files;
    }
}

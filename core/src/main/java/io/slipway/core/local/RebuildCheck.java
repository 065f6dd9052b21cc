package io.slipway.core.local;

import io.slipway.core.content.Tree;
import io.slipway.core.content.TreeEntry;
import io.slipway.core.local.WorkspacePast.PastTask;
import io.slipway.core.pipeline.TaskAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Collects the tasks that made something else the second time. Thread-safe. */
final class RebuildCheck {
    private final SortedMap<TaskAddress, Unreproducible> found = new TreeMap<>();
    private final List<PastTask> endedOtherwise = new ArrayList<>();

    synchronized void compare(TaskAddress task, Tree first, Tree second) {
        if (first.equals(second)) return;
        SortedMap<String, TreeEntry> before = first.flatten();
        SortedMap<String, TreeEntry> after = second.flatten();
        TreeSet<String> paths = new TreeSet<>(before.keySet());
        paths.addAll(after.keySet());
        paths.removeIf(path -> {
            TreeEntry entry = before.get(path);
            return entry != null && entry.equals(after.get(path));
        });
        found.put(task, new Unreproducible(task, new ArrayList<>(paths), "made different outputs"));
    }

    /** @param again the second time */
    synchronized void endedOtherwise(TaskAddress task, String how, PastTask again) {
        found.put(task, new Unreproducible(task, List.of(), "succeeded the first time, and the second time it " + how));
        endedOtherwise.add(again);
    }

    /** What no run's journal tells: that tasks failed the second time, under the key under which they had just passed. */
    synchronized List<PastTask> endedOtherwise() {
        return List.copyOf(endedOtherwise);
    }

    synchronized List<Unreproducible> found() {
        return new ArrayList<>(found.values());
    }
}

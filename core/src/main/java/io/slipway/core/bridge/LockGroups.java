package io.slipway.core.bridge;

import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.Task;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes one name of the locks of a task, as hosts let a job hold no more. Locks that some task holds together are one group:
 * two tasks that share a lock then share the group, whichever other locks they hold. The same pipeline gives the same names,
 * whatever has to run. Immutable. O(tasks · locks).
 */
final class LockGroups {
    private final Map<String, String> parent = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();

    LockGroups(Pipeline pipeline) {
        for (Task task : pipeline.tasks()) {
            for (String lock : task.locks())
                parent.put(root(lock), root(task.locks().get(0)));
        }
        Map<String, List<String>> members = new TreeMap<>();
        for (String lock : parent.keySet().stream().sorted().toList())
            members.computeIfAbsent(root(lock), any -> new ArrayList<>()).add(lock);
        members.forEach((root, locks) -> names.put(root, String.join("+", locks)));
    }

    /** Absent when the task holds none. */
    Optional<String> of(Task task) {
        return task.locks().stream().findFirst().map(lock -> names.getOrDefault(root(lock), lock));
    }

    private String root(String lock) {
        String at = lock;
        while (!parent.getOrDefault(at, at).equals(at)) at = parent.getOrDefault(at, at);
        return at;
    }
}

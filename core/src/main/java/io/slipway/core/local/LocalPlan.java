package io.slipway.core.local;

import io.slipway.core.graph.Dag;
import io.slipway.core.pipeline.TaskAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * What would run, in which order. Immutable.
 *
 * @param tasks every selected task that is not skipped, in the order in which they would start
 * @param graph those tasks and what they need
 * @param criticalPath of the tasks that would or may run, those of the chain that is thought to take longest; of a task
 *     that never ran here nobody knows how long it takes, so a short time is assumed to find the chain
 * @param skipped tasks that would not run, whatever comes of others, and why
 */
public record LocalPlan(
        List<PlannedTask> tasks,
        Dag<TaskAddress> graph,
        List<TaskAddress> criticalPath,
        NavigableMap<TaskAddress, String> skipped) {
    /** Of tasks none of which is skipped for its condition. */
    public LocalPlan(List<PlannedTask> tasks, Dag<TaskAddress> graph, List<TaskAddress> criticalPath) {
        this(tasks, graph, criticalPath, Collections.emptyNavigableMap());
    }

    public LocalPlan {
        tasks = List.copyOf(tasks);
        criticalPath = List.copyOf(criticalPath);
        skipped = Collections.unmodifiableNavigableMap(new TreeMap<>(skipped));
    }

    /** How long those tasks of the critical path take that ran here before; nothing is assumed of the others. */
    public Duration criticalPathKnown() {
        Set<TaskAddress> path = new HashSet<>(criticalPath);
        Duration known = Duration.ZERO;
        for (PlannedTask task : tasks) {
            if (path.contains(task.task())) known = known.plus(task.expected().orElse(Duration.ZERO));
        }
        return known;
    }

    /** How many tasks of the critical path never ran here. */
    public int criticalPathUnknown() {
        Set<TaskAddress> unknown = new HashSet<>(criticalPath);
        for (PlannedTask task : tasks) if (task.expected().isPresent()) unknown.remove(task.task());
        return unknown.size();
    }
}

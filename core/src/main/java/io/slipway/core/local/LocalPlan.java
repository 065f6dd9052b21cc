package io.slipway.core.local;

import static java.util.Objects.requireNonNull;

import io.slipway.core.graph.Dag;
import io.slipway.core.pipeline.Approval;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.workspace.Concurrency;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
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
 * @param approvals of the tasks that would or may run, those for which somebody has to agree first
 * @param concurrency the group of runs that this one would be of, under the name that it has now; absent when it minds no other
 */
public record LocalPlan(
        List<PlannedTask> tasks,
        Dag<TaskAddress> graph,
        List<TaskAddress> criticalPath,
        NavigableMap<TaskAddress, String> skipped,
        NavigableMap<TaskAddress, Approval> approvals,
        Optional<Concurrency> concurrency) {
    /** Of tasks none of which is skipped for its condition or waits for a person, in a run that minds no other. */
    public LocalPlan(List<PlannedTask> tasks, Dag<TaskAddress> graph, List<TaskAddress> criticalPath) {
        this(
                tasks,
                graph,
                criticalPath,
                Collections.emptyNavigableMap(),
                Collections.emptyNavigableMap(),
                Optional.empty());
    }

    public LocalPlan {
        tasks = List.copyOf(tasks);
        criticalPath = List.copyOf(criticalPath);
        skipped = Collections.unmodifiableNavigableMap(new TreeMap<>(skipped));
        approvals = Collections.unmodifiableNavigableMap(new TreeMap<>(approvals));
        requireNonNull(concurrency, "concurrency");
    }

    /** The same of a run of that group. */
    LocalPlan in(Optional<Concurrency> group) {
        return new LocalPlan(tasks, graph, criticalPath, skipped, approvals, group);
    }

    /** The same with other tasks in the same order, about which more is known. */
    public LocalPlan with(List<PlannedTask> others) {
        return new LocalPlan(others, graph, criticalPath, skipped, approvals, concurrency);
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

package io.slipway.core.workspace;

import io.slipway.core.graph.CycleException;
import io.slipway.core.graph.Dag;
import io.slipway.core.pipeline.Need;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Decides which of the needs that detectors found count beside those that were written. */
public final class FoundNeeds {
    private static final Comparator<FoundNeed> BY_PLACE = Comparator.comparing(FoundNeed::place)
            .thenComparing(found -> found.need().task());

    private FoundNeeds() {}

    /**
     * The needs that count, at most one between two tasks, by task in the order of their places.
     *
     * @param denied by task, what its author says that it does not need
     */
    public static Map<TaskAddress, List<FoundNeed>> in(
            Findings workspace, List<DependencyDetector> detectors, Map<TaskAddress, Set<TaskAddress>> denied) {
        List<FoundNeed> candidates = new ArrayList<>();
        for (DependencyDetector detector : detectors) candidates.addAll(detector.find(workspace));
        candidates.sort(BY_PLACE);

        Map<TaskAddress, List<FoundNeed>> counting = new TreeMap<>();
        if (candidates.isEmpty()) return counting;
        Dag<TaskAddress> written;
        try {
            written = writtenNeeds(workspace.tasks());
        } catch (CycleException e) {
            return counting; // what was written has to be put right first, and that is told elsewhere
        }
        for (FoundNeed candidate : candidates) {
            List<FoundNeed> ofTask = counting.computeIfAbsent(candidate.task(), task -> new ArrayList<>());
            TaskAddress needed = candidate.need().task();
            boolean known =
                    ofTask.stream().anyMatch(found -> found.need().task().equals(needed));
            boolean refused = denied.getOrDefault(candidate.task(), Set.of()).contains(needed);
            if (!known && !refused && !isSettled(candidate.task(), needed, written)) ofTask.add(candidate);
        }
        counting.values().removeIf(List::isEmpty);
        return counting;
    }

    /** Needs of every kind, those too that delay nothing: who wrote one has thought about it. */
    private static Dag<TaskAddress> writtenNeeds(List<Task> tasks) {
        Dag.Builder<TaskAddress> needs = Dag.builder();
        for (Task task : tasks) {
            needs.add(task.address());
            for (Need need : task.needs()) needs.edge(need.task(), task.address());
        }
        return needs.build();
    }

    /** Whether it was written that the task needs the other, or that the other comes after the task. */
    private static boolean isSettled(TaskAddress task, TaskAddress needed, Dag<TaskAddress> written) {
        return written.predecessors(task).contains(needed)
                || written.withAllAfter(List.of(task)).contains(needed);
    }
}

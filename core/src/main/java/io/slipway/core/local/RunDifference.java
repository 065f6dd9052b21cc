package io.slipway.core.local;

import io.slipway.core.cache.Action;
import io.slipway.core.cache.ActionKey;
import io.slipway.core.cache.ActionResult;
import io.slipway.core.cache.Invalidation;
import io.slipway.core.content.ContentStoreException;
import io.slipway.core.content.Digest;
import io.slipway.core.content.MalformedContentException;
import io.slipway.core.orchestrate.RunSummary;
import io.slipway.core.orchestrate.TaskSummary;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.RunId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What differed between two runs of a workspace, task by task. Immutable.
 *
 * @param tasks those that one of the two had, sorted by address
 */
public record RunDifference(RunId before, RunId after, List<OfTask> tasks) {
    public RunDifference {
        tasks = List.copyOf(tasks);
    }

    /**
     * One task in both runs.
     *
     * @param before what it came to; absent when the run did not have it
     * @param why what its key was made of differed: inputs, variables, tools, the command; absent when the keys are equal,
     *     or one of them is not known any more
     * @param isSameKey whether both looked for the same result
     * @param isSameOutput whether both had the same outputs
     */
    public record OfTask(
            TaskAddress task,
            Optional<TaskSummary> before,
            Optional<TaskSummary> after,
            Optional<Invalidation> why,
            boolean isSameKey,
            boolean isSameOutput) {
        /** Whether there is anything to say of it but times. */
        public boolean isDifferent() {
            return !isSameKey
                    || !isSameOutput
                    || before.isEmpty()
                    || after.isEmpty()
                    || !stateBefore().equals(stateAfter());
        }

        /** For a person, {@code absent} where the run did not have it. A reused result is a success too. */
        public String stateBefore() {
            return state(before);
        }

        /** As {@link #stateBefore}. */
        public String stateAfter() {
            return state(after);
        }

        private static String state(Optional<TaskSummary> summary) {
            if (summary.isEmpty()) return "absent";
            return switch (summary.get().state()) {
                case REUSED, SUCCEEDED -> "succeeded";
                case FAILED -> "failed";
                case SKIPPED -> "skipped";
                default -> "not done";
            };
        }
    }

    /** O(tasks), and one look into the store for each task whose keys differ. */
    static RunDifference of(PastRun before, PastRun after, LocalStore store) {
        SortedMap<TaskAddress, TaskSummary> first = byTask(before.summary());
        SortedMap<TaskAddress, TaskSummary> second = byTask(after.summary());
        SortedSet<TaskAddress> all = new TreeSet<>(first.keySet());
        all.addAll(second.keySet());
        Map<TaskAddress, ActionKey> keys = before.keys();
        Map<TaskAddress, ActionKey> laterKeys = after.keys();
        Map<TaskAddress, Digest> outputs = before.outputs();
        Map<TaskAddress, Digest> laterOutputs = after.outputs();
        List<OfTask> tasks = new ArrayList<>();
        for (TaskAddress task : all) {
            Optional<ActionKey> key = Optional.ofNullable(keys.get(task));
            Optional<ActionKey> later = Optional.ofNullable(laterKeys.get(task));
            tasks.add(new OfTask(
                    task,
                    Optional.ofNullable(first.get(task)),
                    Optional.ofNullable(second.get(task)),
                    why(key, later, store),
                    key.equals(later),
                    Optional.ofNullable(outputs.get(task)).equals(Optional.ofNullable(laterOutputs.get(task)))));
        }
        return new RunDifference(before.id(), after.id(), tasks);
    }

    private static SortedMap<TaskAddress, TaskSummary> byTask(RunSummary summary) {
        SortedMap<TaskAddress, TaskSummary> tasks = new TreeMap<>();
        for (TaskSummary task : summary.tasks()) tasks.put(task.task(), task);
        return tasks;
    }

    private static Optional<Invalidation> why(Optional<ActionKey> before, Optional<ActionKey> after, LocalStore store) {
        if (before.isEmpty() || after.isEmpty() || before.equals(after)) return Optional.empty();
        Optional<Action> first = action(before.get(), store);
        Optional<Action> second = action(after.get(), store);
        return first.flatMap(one -> second.map(other -> Invalidation.between(one, other)));
    }

    /** What the key was made of; absent when nothing is kept under it, as after a failure. */
    private static Optional<Action> action(ActionKey key, LocalStore store) {
        try {
            Optional<ActionResult> result = store.actions().find(key);
            if (result.isEmpty()) return Optional.empty();
            return result.get()
                    .contents(store.contents())
                    .read(result.get().preimage())
                    .map(Action::decode);
        } catch (ContentStoreException | MalformedContentException e) {
            return Optional.empty(); // only the answer is less precise
        }
    }
}

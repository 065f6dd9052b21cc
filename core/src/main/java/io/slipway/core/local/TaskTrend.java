package io.slipway.core.local;

import io.slipway.core.estimate.Blame;
import io.slipway.core.estimate.ChangeDetector;
import io.slipway.core.estimate.ChangePoint;
import io.slipway.core.estimate.Flakiness;
import io.slipway.core.estimate.FlakyModel;
import io.slipway.core.estimate.Observation;
import io.slipway.core.estimate.Subject;
import io.slipway.core.local.WorkspacePast.PastTask;
import io.slipway.core.run.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a task has fared over all runs that are remembered. Immutable.
 *
 * @param passes runs that passed, oldest first
 * @param changes since which of them it takes another time
 * @param hits how often its result was reused
 * @param runs how often it ran to an end of its own, good or bad
 * @param failures how many of those were bad
 */
public record TaskTrend(
        Subject subject,
        List<PastTask> passes,
        List<Change> changes,
        int hits,
        int runs,
        int failures,
        Flakiness flakiness) {
    /**
     * @param run the first one of which it holds
     */
    public record Change(ChangePoint point, String run, Blame blame) {}

    public TaskTrend {
        passes = List.copyOf(passes);
        changes = List.copyOf(changes);
    }

    /** Of all tasks, by name. */
    public static List<TaskTrend> of(WorkspacePast past) {
        FlakyModel flaky = new FlakyModel();
        past.forEach((Observation seen) -> flaky.observe(seen));
        Map<String, List<PastTask>> byName = new TreeMap<>();
        for (PastTask task : past.tasks())
            byName.computeIfAbsent(task.subject().name(), name -> new ArrayList<>())
                    .add(task);
        List<TaskTrend> trends = new ArrayList<>();
        byName.forEach((name, tasks) -> trends.add(of(tasks, flaky)));
        return trends;
    }

    private static TaskTrend of(List<PastTask> tasks, FlakyModel flaky) {
        List<PastTask> passes = new ArrayList<>();
        int hits = 0;
        int failures = 0;
        for (PastTask task : tasks) {
            if (task.isReused()) hits++;
            else if (task.isPassed()) passes.add(task);
            else if (isItsOwn(task)) failures++;
        }
        Subject subject = tasks.get(0).subject();
        return new TaskTrend(
                subject, passes, changes(passes), hits, passes.size() + failures, failures, flaky.of(subject));
    }

    /** Not ended by others, or by what happened to its agent. */
    private static boolean isItsOwn(PastTask task) {
        Outcome.Kind kind = task.outcome().orElseThrow();
        return kind != Outcome.Kind.CANCELLED && kind != Outcome.Kind.PREEMPTED && kind != Outcome.Kind.LOST;
    }

    private static List<Change> changes(List<PastTask> passes) {
        ChangeDetector detector = new ChangeDetector();
        List<Change> changes = new ArrayList<>();
        int last = 0;
        for (int i = 0; i < passes.size(); i++) {
            ChangePoint point = detector.observe(passes.get(i).took()).orElse(null);
            if (point == null) continue;
            // What came before the change before this one is another story.
            List<PastTask> before = passes.subList(Math.min(last, Math.max(0, point.since() - 1)), point.since());
            List<PastTask> since = passes.subList(point.since(), i + 1);
            Blame blame = before.isEmpty()
                    ? new Blame(Blame.Suspect.UNKNOWN, 0)
                    : Blame.of(readings(before), readings(since));
            changes.add(new Change(point, passes.get(point.since()).run(), blame));
            if (point.kind() != ChangePoint.Kind.SPIKE) last = point.since();
        }
        return changes;
    }

    private static List<Blame.Reading> readings(List<PastTask> tasks) {
        return tasks.stream()
                .map(task -> new Blame.Reading(
                        task.took(),
                        Duration.ZERO,
                        task.agent(),
                        "",
                        task.key().map(Object::toString).orElse("")))
                .toList();
    }
}

package io.slipway.core.local;

import io.slipway.core.estimate.Blame;
import io.slipway.core.estimate.ChangeDetector;
import io.slipway.core.estimate.ChangePoint;
import io.slipway.core.estimate.Flakiness;
import io.slipway.core.estimate.FlakyModel;
import io.slipway.core.estimate.Observation;
import io.slipway.core.estimate.ResourceAdvice;
import io.slipway.core.estimate.ResourceModel;
import io.slipway.core.estimate.Subject;
import io.slipway.core.local.WorkspacePast.PastTask;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.Task;
import io.slipway.core.run.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a task has fared over all runs that are remembered. Immutable.
 *
 * @param passes runs that passed, oldest first
 * @param changes since which of them it takes another time
 * @param hits how often its result was reused
 * @param runs how often it ran to an end of its own, good or bad
 * @param failures how many of those were bad
 * @param advice what to ask for instead, when it asks for far more than it uses, or for less
 */
public record TaskTrend(
        Subject subject,
        List<PastTask> passes,
        List<Change> changes,
        int hits,
        int runs,
        int failures,
        Flakiness flakiness,
        Optional<ResourceAdvice> advice) {
    /** Changes that lie no farther apart, in runs, are one. */
    private static final int SAME_CHANGE = 5;

    /**
     * @param run the first one of which it holds
     * @param withWaiting whether that is how long it took from when it could have begun, though it ran for as long as before
     */
    public record Change(ChangePoint point, String run, Blame blame, boolean withWaiting) {}

    public TaskTrend {
        passes = List.copyOf(passes);
        changes = List.copyOf(changes);
    }

    /**
     * Of all tasks, by name.
     *
     * @param pipeline that says what they ask for now
     */
    public static List<TaskTrend> of(WorkspacePast past, Pipeline pipeline) {
        FlakyModel flaky = new FlakyModel();
        ResourceModel resources = new ResourceModel();
        past.forEach((Observation seen) -> {
            flaky.observe(seen);
            resources.observe(seen);
        });
        Map<String, Resources> asked = new HashMap<>();
        for (Task task : pipeline.tasks()) asked.put(task.address().toString(), task.resources());
        Map<String, List<PastTask>> byName = new TreeMap<>();
        for (PastTask task : past.tasks())
            byName.computeIfAbsent(task.subject().name(), name -> new ArrayList<>())
                    .add(task);
        List<TaskTrend> trends = new ArrayList<>();
        byName.forEach((name, tasks) -> {
            Subject subject = tasks.get(0).subject();
            Optional<ResourceAdvice> advice =
                    Optional.ofNullable(asked.get(name)).flatMap(wanted -> resources.advice(subject, wanted));
            trends.add(of(subject, tasks, flaky.of(subject), advice));
        });
        return trends;
    }

    private static TaskTrend of(
            Subject subject, List<PastTask> tasks, Flakiness flakiness, Optional<ResourceAdvice> advice) {
        List<PastTask> passes = new ArrayList<>();
        int hits = 0;
        int failures = 0;
        for (PastTask task : tasks) {
            if (task.isReused()) hits++;
            else if (task.isPassed()) passes.add(task);
            else if (isItsOwn(task)) failures++;
        }
        int runs = passes.size() + failures;
        return new TaskTrend(subject, passes, changes(passes), hits, runs, failures, flakiness, advice);
    }

    /** Not ended by others, or by what happened to its agent. */
    private static boolean isItsOwn(PastTask task) {
        Outcome.Kind kind = task.outcome().orElseThrow();
        return kind != Outcome.Kind.CANCELLED && kind != Outcome.Kind.PREEMPTED && kind != Outcome.Kind.LOST;
    }

    private static List<Change> changes(List<PastTask> passes) {
        List<Change> changes = new ArrayList<>(changes(passes, false));
        List<Change> own = List.copyOf(changes);
        for (Change change : changes(passes, true)) {
            boolean isItsQueue = change.blame().suspect() == Blame.Suspect.QUEUE;
            boolean isKnown = own.stream()
                    .anyMatch(other ->
                            Math.abs(other.point().since() - change.point().since()) <= SAME_CHANGE);
            if (isItsQueue && !isKnown && change.point().kind() != ChangePoint.Kind.SPIKE) changes.add(change);
        }
        changes.sort(Comparator.comparingInt(change -> change.point().since()));
        return changes;
    }

    private static List<Change> changes(List<PastTask> passes, boolean withWaiting) {
        ChangeDetector detector = new ChangeDetector();
        List<Change> changes = new ArrayList<>();
        int last = 0;
        for (int i = 0; i < passes.size(); i++) {
            Duration took = reading(passes.get(i), withWaiting).total();
            ChangePoint point = detector.observe(took).orElse(null);
            if (point == null) continue;
            // What came before the change before this one is another story.
            List<PastTask> before = passes.subList(Math.min(last, Math.max(0, point.since() - 1)), point.since());
            List<PastTask> since = passes.subList(point.since(), i + 1);
            Blame blame = before.isEmpty()
                    ? new Blame(Blame.Suspect.UNKNOWN, 0)
                    : Blame.of(readings(before, withWaiting), readings(since, withWaiting));
            changes.add(new Change(point, passes.get(point.since()).run(), blame, withWaiting));
            if (point.kind() != ChangePoint.Kind.SPIKE) last = point.since();
        }
        return changes;
    }

    private static List<Blame.Reading> readings(List<PastTask> tasks, boolean withWaiting) {
        return tasks.stream().map(task -> reading(task, withWaiting)).toList();
    }

    private static Blame.Reading reading(PastTask task, boolean withWaiting) {
        Duration waited = withWaiting ? task.met().waited() : Duration.ZERO;
        return new Blame.Reading(
                task.took().plus(waited),
                waited,
                task.agent(),
                task.met().cache(),
                task.key().map(Object::toString).orElse(""));
    }
}

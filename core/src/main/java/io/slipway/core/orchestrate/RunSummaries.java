package io.slipway.core.orchestrate;

import io.slipway.core.graph.CriticalPath;
import io.slipway.core.graph.Dag;
import io.slipway.core.journal.JournalEntry;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.Attempt;
import io.slipway.core.run.PipelineRun;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunResult;
import io.slipway.core.run.TaskRun;
import io.slipway.core.run.TaskState;
import io.slipway.core.run.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads out of a journal what a run came to. Nothing but the entries decides: the same entries give the same summary,
 * during the run, after it, and years later.
 *
 * <p>An attempt <em>runs</em> from the moment it was given to an agent for as long as its command used the wall clock.
 *
 * <ul>
 *   <li>The critical path weighs each task with the wall time of its last attempt, and a task that did not run with
 *       nothing: of all chains of needs, the one whose tasks ran longest in sum. Tasks that did not run are passed
 *       through and not named.
 *   <li>Saved by the cache: the sum of what the reused results took when they were made.
 *   <li>Saved by parallelism: the sum of the wall times of all attempts, less the time during which at least one ran.
 * </ul>
 *
 * <p>O(n log n) in entries, O(V + E) in the pipeline.
 */
public final class RunSummaries {
    private final PipelineRun run;
    private final Instant submittedAt;
    private final Map<TaskAddress, Instant> startedAt = new HashMap<>();
    private final List<Span> spans = new ArrayList<>();
    private Instant lastAt;

    private RunSummaries(RunEvent.RunSubmitted submitted, Instant submittedAt) {
        this.run = new PipelineRun(submitted);
        this.submittedAt = submittedAt;
        this.lastAt = submittedAt;
    }

    /**
     * What the last run in {@code entries} came to. A run that has not ended counts as cancelled, or as waiting when
     * nothing but a person keeps it from going on; its wall time
     * lasts until its last entry.
     *
     * @param entries in the order of their sequence; those of other runs are passed over
     * @param pipeline the pipeline that was run
     * @throws IllegalArgumentException when no run was submitted
     * @throws IllegalStateException when the entries tell what cannot have happened
     */
    public static RunSummary fold(List<JournalEntry> entries, Pipeline pipeline) {
        RunSummaries last = null;
        for (JournalEntry entry : entries) {
            if (!(entry.event() instanceof RunEvent event)) continue;
            if (event instanceof RunEvent.RunSubmitted submitted) last = new RunSummaries(submitted, entry.at());
            else if (last != null && event.run().equals(last.run.id())) last.apply(entry.at(), event);
        }
        if (last == null) {
            throw new IllegalArgumentException(
                    "entries: " + entries.size() + " without a submission (expected: the entries of a run)");
        }
        return last.summary(pipeline);
    }

    private void apply(Instant at, RunEvent event) {
        run.apply(event);
        lastAt = at;
        if (event instanceof RunEvent.AttemptStarted started) startedAt.put(started.task(), at);
        if (event instanceof RunEvent.AttemptFinished finished) {
            Instant start = startedAt.getOrDefault(finished.task(), at);
            spans.add(new Span(start, finished.usage().wall()));
        }
    }

    private RunSummary summary(Pipeline pipeline) {
        List<TaskSummary> tasks = new ArrayList<>(run.tasks().size());
        Map<TaskAddress, Duration> walls = new HashMap<>();
        Duration savedByCache = Duration.ZERO;
        for (TaskRun task : run.tasks()) {
            TaskSummary summary = summary(task);
            tasks.add(summary);
            savedByCache = savedByCache.plus(task.saved());
            if (summary.outcome().isPresent())
                walls.put(task.task(), summary.usage().wall());
        }
        tasks.sort(Comparator.comparing(TaskSummary::task));
        CriticalPath<TaskAddress> critical = criticalPath(pipeline, walls);
        List<TaskAddress> path = new ArrayList<>(critical.path());
        path.retainAll(walls.keySet());
        return new RunSummary(
                run.id(),
                run.result().orElse(unfinished()),
                tasks,
                Duration.between(submittedAt, lastAt),
                path,
                Duration.ofNanos(critical.length()),
                savedByCache,
                overlap());
    }

    /** Whether nothing but a person keeps it from going on, or it was ended in the middle of something. */
    private RunResult unfinished() {
        boolean waits = false;
        for (TaskRun task : run.tasks()) {
            boolean isAside =
                    task.aside().filter(aside -> aside.until().isEmpty()).isPresent();
            waits |= isAside;
            if (isAside || task.state().isTerminal() || task.state() == TaskState.WAITING) continue;
            return RunResult.CANCELLED;
        }
        return waits && run.cancelled().isEmpty() ? RunResult.WAITING : RunResult.CANCELLED;
    }

    private TaskSummary summary(TaskRun task) {
        @Nullable Attempt last = task.lastAttempt().orElse(null);
        return new TaskSummary(
                task.task(),
                task.state(),
                last == null || !ended(task) ? Optional.empty() : last.outcome(),
                task.attempts().size(),
                last == null ? Usage.NONE : last.usage(),
                Optional.ofNullable(startedAt.get(task.task())),
                task.saved(),
                task.because(),
                task.skipped());
    }

    /** Whether its last attempt is how it ended: one that was to be tried again is not. */
    private static boolean ended(TaskRun task) {
        return task.state() == TaskState.SUCCEEDED || task.state() == TaskState.FAILED;
    }

    private CriticalPath<TaskAddress> criticalPath(Pipeline pipeline, Map<TaskAddress, Duration> walls) {
        List<TaskAddress> selected = new ArrayList<>(run.tasks().size());
        if (!walls.isEmpty()) for (TaskRun task : run.tasks()) selected.add(task.task());
        Dag<TaskAddress> graph = pipeline.graph().restrictedTo(selected);
        return CriticalPath.of(
                graph, task -> walls.getOrDefault(task, Duration.ZERO).toNanos());
    }

    /** Length of all spans, less the length of their union. */
    private Duration overlap() {
        spans.sort(Comparator.comparing(Span::start));
        Duration sum = Duration.ZERO;
        Duration busy = Duration.ZERO;
        Instant busyUntil = submittedAt;
        for (Span span : spans) {
            sum = sum.plus(span.length());
            Instant from = span.start().isAfter(busyUntil) ? span.start() : busyUntil;
            if (!span.end().isAfter(from)) continue;
            busy = busy.plus(Duration.between(from, span.end()));
            busyUntil = span.end();
        }
        return sum.minus(busy);
    }

    /** While one attempt ran. */
    private record Span(Instant start, Duration length) {
        Instant end() {
            return start.plus(length);
        }
    }
}

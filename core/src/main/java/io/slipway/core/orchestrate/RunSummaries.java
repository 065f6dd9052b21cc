package io.slipway.core.orchestrate;

import io.slipway.core.cache.Invalidation;
import io.slipway.core.graph.CriticalPath;
import io.slipway.core.graph.Dag;
import io.slipway.core.journal.JournalEntry;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunId;
import io.slipway.core.run.RunResult;
import io.slipway.core.run.SkipReason;
import io.slipway.core.run.TaskState;
import io.slipway.core.run.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads out of a journal what a run came to. Nothing but the entries decides: the same entries give the same summary,
 * during the run, after it, and years later.
 *
 * <p>An attempt <em>runs</em> from the moment it was given to an agent for as long as its command used the wall clock.
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
    private final RunEvent.RunSubmitted submitted;
    private final Instant submittedAt;
    private final Map<TaskAddress, Course> courses = new TreeMap<>();
    private final List<Span> spans = new ArrayList<>();
    private Optional<RunResult> result = Optional.empty();
    private Instant lastAt;

    private RunSummaries(RunEvent.RunSubmitted submitted, Instant submittedAt) {
        this.submitted = submitted;
        this.submittedAt = submittedAt;
        this.lastAt = submittedAt;
        for (TaskAddress task : submitted.tasks()) courses.put(task, new Course());
    }

    /**
     * What the last run in {@code entries} came to. A run that has not ended counts as cancelled, and its wall time
     * lasts until the last entry.
     *
     * @param entries in the order of their sequence; those of other runs are passed over
     * @param pipeline the pipeline that was run
     * @throws IllegalArgumentException when no run was submitted
     */
    public static RunSummary fold(List<JournalEntry> entries, Pipeline pipeline) {
        @Nullable RunSummaries run = null;
        for (JournalEntry entry : entries) {
            if (!(entry.event() instanceof RunEvent event)) continue;
            if (event instanceof RunEvent.RunSubmitted submitted) run = new RunSummaries(submitted, entry.at());
            else if (run != null && event.run().equals(run.submitted.run())) run.apply(entry.at(), event);
        }
        if (run == null) {
            throw new IllegalArgumentException(
                    "entries: " + entries.size() + " without a submission (expected: the entries of a run)");
        }
        return run.summary(pipeline);
    }

    private void apply(Instant at, RunEvent event) {
        lastAt = at;
        if (event instanceof RunEvent.TaskReady ready) {
            course(ready.task()).state = TaskState.READY;
        } else if (event instanceof RunEvent.TaskReused reused) {
            Course course = course(reused.task());
            course.state = TaskState.REUSED;
            course.saved = reused.saved();
        } else if (event instanceof RunEvent.TaskMissed missed) {
            Course course = course(missed.task());
            course.state = TaskState.QUEUED;
            course.because = Optional.of(missed.because());
        } else if (event instanceof RunEvent.AttemptStarted started) {
            Course course = course(started.task());
            course.state = TaskState.RUNNING;
            course.startedAt = Optional.of(at);
        } else if (event instanceof RunEvent.AttemptFinished finished) {
            Course course = course(finished.task());
            course.state = finished.outcome().isSuccess() ? TaskState.SUCCEEDED : TaskState.FAILED;
            course.outcome = Optional.of(finished.outcome());
            course.usage = finished.usage();
            course.startedAt.ifPresent(
                    start -> spans.add(new Span(start, finished.usage().wall())));
        } else if (event instanceof RunEvent.TaskSkipped skipped) {
            Course course = course(skipped.task());
            course.state = TaskState.SKIPPED;
            course.skipped = Optional.of(skipped.reason());
        } else if (event instanceof RunEvent.RunFinished finished) {
            result = Optional.of(finished.result());
        }
    }

    private Course course(TaskAddress task) {
        return courses.computeIfAbsent(task, unlisted -> new Course());
    }

    private RunSummary summary(Pipeline pipeline) {
        RunId run = submitted.run();
        List<TaskSummary> tasks = new ArrayList<>(courses.size());
        Duration savedByCache = Duration.ZERO;
        for (Map.Entry<TaskAddress, Course> entry : courses.entrySet()) {
            tasks.add(entry.getValue().summary(entry.getKey()));
            savedByCache = savedByCache.plus(entry.getValue().saved);
        }
        Dag<TaskAddress> graph = pipeline.graph().restrictedTo(courses.keySet());
        CriticalPath<TaskAddress> critical =
                CriticalPath.of(graph, task -> course(task).wallNanos());
        List<TaskAddress> path = new ArrayList<>();
        for (TaskAddress task : critical.path()) if (course(task).outcome.isPresent()) path.add(task);
        return new RunSummary(
                run,
                result.orElse(RunResult.CANCELLED),
                tasks,
                Duration.between(submittedAt, lastAt),
                path,
                Duration.ofNanos(critical.length()),
                savedByCache,
                Duration.ofNanos(overlapNanos()));
    }

    /** Length of all spans, less the length of their union: each nanosecond counts as often as attempts ran, less one. */
    private long overlapNanos() {
        Span[] inOrder = spans.toArray(new Span[0]);
        Arrays.sort(inOrder, (a, b) -> a.start().compareTo(b.start()));
        long sum = 0;
        long busy = 0;
        Instant busyUntil = submittedAt;
        for (Span span : inOrder) {
            sum += span.length().toNanos();
            Instant from = span.start().isAfter(busyUntil) ? span.start() : busyUntil;
            if (!span.end().isAfter(from)) continue;
            busy += Duration.between(from, span.end()).toNanos();
            busyUntil = span.end();
        }
        return Math.max(0, sum - busy);
    }

    /** While one attempt ran. */
    private record Span(Instant start, Duration length) {
        Instant end() {
            return start.plus(length);
        }
    }

    /** What is known of one task so far. Confined to the fold. */
    private static final class Course {
        private TaskState state = TaskState.WAITING;
        private Optional<Outcome> outcome = Optional.empty();
        private Usage usage = Usage.NONE;
        private Optional<Instant> startedAt = Optional.empty();
        private Duration saved = Duration.ZERO;
        private Optional<Invalidation> because = Optional.empty();
        private Optional<SkipReason> skipped = Optional.empty();

        private long wallNanos() {
            return usage.wall().toNanos();
        }

        private TaskSummary summary(TaskAddress task) {
            return new TaskSummary(task, state, outcome, usage, startedAt, saved, because, skipped);
        }
    }
}

package io.slipway.cli.view;

import io.slipway.core.local.Foreseen;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.RunEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** How far a run is, as its events tell. Confined to whoever holds the view's lock. */
final class Progress {
    private final Map<TaskAddress, Ahead> ahead = new HashMap<>();
    private final Map<TaskAddress, Running> running = new LinkedHashMap<>();
    private Instant startedAt = Instant.EPOCH;
    private int tasks;
    private int done;
    private int reused;
    private int failed;
    private int mostRunning = 1;

    /**
     * A task that is ready or runs.
     *
     * @param rank from its start until everything after it is done
     */
    private record Ahead(Optional<Duration> expected, Duration rank) {}

    /** A task that runs since an instant. */
    record Running(TaskAddress task, Instant since, Optional<Duration> expected, boolean isOverdue) {
        Running overdue() {
            return new Running(task, since, expected, true);
        }

        /** {@code orders:compile  1.2s of about 3.0s}. */
        String text(Instant now) {
            String elapsed = task + "  " + Amounts.passing(Duration.between(since, now));
            String usual =
                    expected.map(one -> " of about " + Amounts.passing(one)).orElse("");
            return elapsed + usual + (isOverdue ? ", longer than 99 in 100 of its runs" : "");
        }
    }

    void apply(Instant at, RunEvent event) {
        if (event instanceof RunEvent.RunSubmitted submitted) {
            startedAt = at;
            tasks = submitted.tasks().size();
        } else if (event instanceof RunEvent.TaskReady ready) {
            ahead.put(ready.task(), new Ahead(ready.expected(), ready.rank()));
        } else if (event instanceof RunEvent.AttemptStarted started) {
            Optional<Duration> expected =
                    Optional.ofNullable(ahead.get(started.task())).flatMap(Ahead::expected);
            running.put(started.task(), new Running(started.task(), at, expected, false));
            mostRunning = Math.max(mostRunning, running.size());
        } else if (event instanceof RunEvent.AttemptOverdue overdue) {
            running.computeIfPresent(overdue.task(), (task, known) -> known.overdue());
        } else if (event instanceof RunEvent.AttemptFinished finished) {
            running.remove(finished.task());
            if (finished.retried()) return;
            over(finished.task());
            if (!finished.outcome().isSuccess()) failed++;
        } else if (event instanceof RunEvent.TaskReused task) {
            over(task.task());
            reused++;
        } else if (event instanceof RunEvent.TaskSkipped skipped) {
            over(skipped.task());
        }
    }

    private void over(TaskAddress task) {
        ahead.remove(task);
        running.remove(task);
        done++;
    }

    boolean hasRunning() {
        return !running.isEmpty();
    }

    /** Longest running first. */
    Collection<Running> running() {
        return running.values();
    }

    /**
     * {@code 12/31 done, 8 reused, 1 failed, 2 running, 4.2s, about 6.1s left, at most 8.0s}.
     *
     * @param foreseen what the forecasts say; where they say nothing yet, what is known of each task does
     */
    String text(Instant now, Optional<Foreseen> foreseen) {
        StringBuilder text = new StringBuilder();
        text.append(done).append('/').append(tasks).append(" done");
        if (reused > 0) text.append(", ").append(reused).append(" reused");
        if (failed > 0) text.append(", ").append(failed).append(" failed");
        text.append(", ").append(running.size()).append(" running, ");
        text.append(Amounts.passing(Duration.between(startedAt, now)));
        foreseen.map(one -> one.leftAt(now))
                .or(() -> left(now))
                .ifPresent(left ->
                        text.append(", about ").append(Amounts.passing(left)).append(" left"));
        foreseen.ifPresent(one -> text.append(", at most ").append(Amounts.passing(one.mostLeftAt(now))));
        return text.toString();
    }

    /**
     * The longer of two bounds: the longest chain of tasks that begins with one that is ready or runs, and the work of
     * those spread over as many as ever ran at once. Absent while one of them was never seen before.
     */
    Optional<Duration> left(Instant now) {
        long longestMillis = 0;
        long workMillis = 0;
        for (Map.Entry<TaskAddress, Ahead> entry : ahead.entrySet()) {
            Ahead task = entry.getValue();
            if (task.expected().isEmpty()) return Optional.empty();
            Running sinceStart = running.get(entry.getKey());
            long ranMillis = sinceStart == null
                    ? 0
                    : Duration.between(sinceStart.since(), now).toMillis();
            long expectedMillis = task.expected().get().toMillis();
            long spentMillis = Math.min(ranMillis, expectedMillis);
            longestMillis = Math.max(longestMillis, task.rank().toMillis() - spentMillis);
            workMillis += expectedMillis - spentMillis;
        }
        long millis = Math.max(longestMillis, workMillis / mostRunning);
        return millis == 0 ? Optional.empty() : Optional.of(Duration.ofMillis(millis));
    }
}

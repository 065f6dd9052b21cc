package io.slipway.cli.view;

import io.slipway.core.cache.ActionKey;
import io.slipway.core.cache.Invalidation;
import io.slipway.core.content.Digest;
import io.slipway.core.journal.JournalEntry;
import io.slipway.core.local.PastRun;
import io.slipway.core.orchestrate.RunSummaries;
import io.slipway.core.orchestrate.RunSummary;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.Event;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunId;
import io.slipway.core.run.RunOptions;
import io.slipway.core.run.RunResult;
import io.slipway.core.run.SkipReason;
import io.slipway.core.run.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Events of a run in the order a test tells them, at milliseconds after its beginning. */
final class RecordedRun {
    static final Instant START = Instant.parse("2025-01-01T12:00:00Z");

    private static final RunId RUN = new RunId("0197-run");
    private static final Digest DIGEST = Digest.of(new byte[] {1});
    private static final ActionKey KEY = new ActionKey(DIGEST.hash());
    private static final long MEBIBYTE = 1L << 20;

    private final List<JournalEntry> entries = new ArrayList<>();
    private final List<Task> tasks = new ArrayList<>();
    private int told;

    /** A run of these tasks; each after the first needs the one before it. */
    static RecordedRun ofChain(String... addresses) {
        RecordedRun run = new RecordedRun();
        String before = "";
        for (String address : addresses) {
            Task.Builder task = Task.builder(address).run("true");
            if (!before.isEmpty()) task.needs(before);
            run.tasks.add(task.build());
            before = address;
        }
        List<TaskAddress> selected = new ArrayList<>();
        for (Task task : run.tasks) selected.add(task.address());
        return run.at(0, new RunEvent.RunSubmitted(RUN, DIGEST, DIGEST, selected, RunOptions.DEFAULT));
    }

    /** A run of one service's tasks, of which none needs another. */
    static RecordedRun ofTasks(int count) {
        RecordedRun run = new RecordedRun();
        List<TaskAddress> selected = new ArrayList<>();
        for (int i = 10; i < 10 + count; i++) {
            run.tasks.add(Task.builder("s:task" + i).run("true").build());
            selected.add(TaskAddress.parse("s:task" + i));
        }
        return run.at(0, new RunEvent.RunSubmitted(RUN, DIGEST, DIGEST, selected, RunOptions.DEFAULT));
    }

    RecordedRun started(String task, long millis) {
        return started(task, millis, Optional.empty(), 0);
    }

    RecordedRun started(String task, long millis, long expectedMillis, long rankMillis) {
        return started(task, millis, Optional.of(Duration.ofMillis(expectedMillis)), rankMillis);
    }

    private RecordedRun started(String task, long millis, Optional<Duration> expected, long rankMillis) {
        TaskAddress address = TaskAddress.parse(task);
        Invalidation because = new Invalidation(List.of(
                new Invalidation.Cause(Invalidation.Cause.Kind.FILE_CHANGED, address.service() + "/in.txt"),
                new Invalidation.Cause(Invalidation.Cause.Kind.VARIABLE_CHANGED, "LEVEL")));
        at(millis, new RunEvent.TaskReady(RUN, address, expected, Duration.ofMillis(rankMillis)));
        at(millis, new RunEvent.TaskMissed(RUN, address, Optional.of(KEY), because));
        return at(millis, new RunEvent.AttemptStarted(RUN, address, 1, "local"));
    }

    RecordedRun overdue(String task, long millis, long usualMillis) {
        TaskAddress address = TaskAddress.parse(task);
        return at(millis, new RunEvent.AttemptOverdue(RUN, address, 1, Duration.ofMillis(usualMillis)));
    }

    PastRun past() {
        return new PastRun(RUN, entries, Pipeline.of(tasks));
    }

    RecordedRun succeeded(String task, long millis, long wallMillis) {
        return finished(task, millis, wallMillis, Outcome.succeeded());
    }

    RecordedRun failed(String task, long millis, long wallMillis, String message) {
        return finished(task, millis, wallMillis, new Outcome(Outcome.Kind.FAILED, 1, message));
    }

    RecordedRun finished(String task, long millis, long wallMillis, Outcome outcome) {
        Duration wall = Duration.ofMillis(wallMillis);
        Usage usage = new Usage(wall, wall.multipliedBy(2), 181 * MEBIBYTE, 3 * MEBIBYTE / 2, 2048);
        Optional<Digest> outputs = outcome.isSuccess() ? Optional.of(DIGEST) : Optional.empty();
        return at(
                millis,
                new RunEvent.AttemptFinished(
                        RUN, TaskAddress.parse(task), 1, outcome, usage, outputs, outcome.isSuccess(), false));
    }

    /** The first attempt is one of which nobody knows, so that another one follows. */
    RecordedRun lost(String task, long millis) {
        TaskAddress address = TaskAddress.parse(task);
        Outcome lost = new Outcome(Outcome.Kind.LOST, -1, "Slipway was ended while it ran");
        return at(
                millis, new RunEvent.AttemptFinished(RUN, address, 1, lost, Usage.NONE, Optional.empty(), false, true));
    }

    RecordedRun lostAndStartedAgain(String task, long millis) {
        return lost(task, millis).at(millis, new RunEvent.AttemptStarted(RUN, TaskAddress.parse(task), 2, "local"));
    }

    RecordedRun succeededAgain(String task, long millis, long wallMillis) {
        Usage usage = new Usage(Duration.ofMillis(wallMillis), Duration.ZERO, 0, 0, 0);
        return at(
                millis,
                new RunEvent.AttemptFinished(
                        RUN, TaskAddress.parse(task), 2, Outcome.succeeded(), usage, Optional.of(DIGEST), true, false));
    }

    RecordedRun reused(String task, long millis, long savedMillis) {
        TaskAddress address = TaskAddress.parse(task);
        at(millis, new RunEvent.TaskReady(RUN, address, Optional.empty(), Duration.ZERO));
        return at(millis, new RunEvent.TaskReused(RUN, address, KEY, DIGEST, Duration.ofMillis(savedMillis)));
    }

    RecordedRun skipped(String task, long millis, SkipReason.Kind kind, String cause) {
        SkipReason reason = new SkipReason(kind, Optional.of(TaskAddress.parse(cause)));
        return at(millis, new RunEvent.TaskSkipped(RUN, TaskAddress.parse(task), reason));
    }

    RecordedRun cancelled(long millis) {
        return at(millis, new RunEvent.RunCancelled(RUN, "interrupted"));
    }

    /** All of its tasks are reused, and yet it ends like this. */
    RecordedRun ended(RunResult result) {
        for (Task task : tasks) reused(task.address().toString(), 1, 0);
        return ended(2, result);
    }

    RecordedRun ended(long millis, RunResult result) {
        return at(millis, new RunEvent.RunFinished(RUN, result));
    }

    private RecordedRun at(long millis, Event event) {
        entries.add(new JournalEntry(entries.size() + 1L, START.plusMillis(millis), "someone", "", event));
        return this;
    }

    /** Tells the view what was recorded since the last time. */
    RecordedRun tell(RunView view) {
        view.onEvents(entries.subList(told, entries.size()));
        told = entries.size();
        return this;
    }

    RunSummary summary() {
        return RunSummaries.fold(entries, Pipeline.of(tasks));
    }

    List<JournalEntry> entries() {
        return List.copyOf(entries);
    }
}

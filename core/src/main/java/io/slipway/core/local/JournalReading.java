package io.slipway.core.local;

import io.slipway.core.cache.ActionKey;
import io.slipway.core.estimate.Covariates;
import io.slipway.core.estimate.Covariates.CacheState;
import io.slipway.core.estimate.Subject;
import io.slipway.core.journal.JournalEntry;
import io.slipway.core.local.WorkspacePast.Met;
import io.slipway.core.local.WorkspacePast.PastRun;
import io.slipway.core.local.WorkspacePast.PastTask;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.Event;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Picks from a journal what tells of the next run. Used once; confined to one thread. O(n) of its entries. */
final class JournalReading {
    private final List<PastTask> tasks;
    private final List<PastRun> runs;
    private final Map<TaskAddress, Waiting> waiting = new HashMap<>();
    private final Circumstances circumstances = new Circumstances();
    private Instant submitted = Instant.EPOCH;
    private Set<TaskAddress> selected = Set.of();
    private boolean someHaveRun;

    /** What is known of a task that has to run. */
    private static final class Waiting {
        private Optional<ActionKey> key = Optional.empty();
        private boolean isAfterWork;
        private Instant since = Instant.EPOCH;
        private Instant began = Instant.EPOCH;
        private String agent = "";

        Duration waited() {
            boolean isKnown = since.isAfter(Instant.EPOCH) && began.isAfter(since);
            return isKnown ? Duration.between(since, began) : Duration.ZERO;
        }
    }

    JournalReading(List<PastTask> tasks, List<PastRun> runs) {
        this.tasks = tasks;
        this.runs = runs;
    }

    void read(List<JournalEntry> entries) {
        for (JournalEntry entry : entries) read(entry.at(), entry.event());
    }

    private void read(Instant at, Event told) {
        circumstances.read(told);
        if (told instanceof RunEvent.RunSubmitted one) {
            submitted = at;
            selected = new TreeSet<>(one.tasks());
        } else if (told instanceof RunEvent.TaskMissed one) {
            Waiting task = new Waiting();
            task.key = one.key();
            task.isAfterWork = someHaveRun;
            task.since = at;
            waiting.put(one.task(), task);
        } else if (told instanceof RunEvent.TaskTakenUp one) {
            known(one.task()).since = at; // a pause before another attempt, or a person's approval, is not the queue's
        } else if (told instanceof RunEvent.AttemptStarted one) {
            Waiting task = known(one.task());
            task.began = at;
            task.agent = one.agent();
        } else if (told instanceof RunEvent.TaskReused one) {
            tasks.add(new PastTask(
                    Subject.of(one.task()),
                    one.run().value(),
                    at,
                    Optional.empty(),
                    Usage.NONE,
                    Optional.of(one.key()),
                    "",
                    new Met(Duration.ZERO, "", Covariates.NONE, someHaveRun)));
        } else if (told instanceof RunEvent.AttemptFinished one) {
            someHaveRun = true;
            finished(at, one);
        } else if (told instanceof RunEvent.RunFinished one) {
            runs.add(new PastRun(one.run(), submitted, at, selected));
        }
    }

    private Waiting known(TaskAddress task) {
        return waiting.computeIfAbsent(task, any -> new Waiting());
    }

    private void finished(Instant at, RunEvent.AttemptFinished one) {
        Waiting task = known(one.task());
        tasks.add(new PastTask(
                Subject.of(one.task()),
                one.run().value() + (one.attempt() == 1 ? "" : "~" + one.attempt()),
                task.began.equals(Instant.EPOCH) ? at : task.began,
                Optional.of(one.outcome().kind()),
                one.usage(),
                task.key,
                task.agent,
                new Met(
                        task.waited(),
                        word(circumstances.cache(one.task())),
                        circumstances.of(one.task()),
                        task.isAfterWork)));
        task.since = at; // of the next attempt
    }

    private static String word(CacheState cache) {
        return switch (cache) {
            case UNKNOWN -> "";
            case COLD -> "cold";
            case WARM -> "warm";
        };
    }
}

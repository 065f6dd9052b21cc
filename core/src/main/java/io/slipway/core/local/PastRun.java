package io.slipway.core.local;

import io.slipway.core.cache.ActionKey;
import io.slipway.core.content.Digest;
import io.slipway.core.journal.JournalEntry;
import io.slipway.core.orchestrate.RunSummaries;
import io.slipway.core.orchestrate.RunSummary;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunId;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A run as it was written down: one that has ended, is going on, or was cut short. Immutable.
 *
 * @param entries of its journal, in their order; at least the first one
 * @param pipeline that it began with
 */
public record PastRun(RunId id, List<JournalEntry> entries, Pipeline pipeline) {
    public PastRun {
        entries = List.copyOf(entries);
    }

    /** What it has come to. O(n log n) in its entries. */
    public RunSummary summary() {
        return RunSummaries.fold(entries, pipeline);
    }

    public boolean hasEnded() {
        return entries.get(entries.size() - 1).event() instanceof RunEvent.RunFinished;
    }

    /** Whether it was told to end before it was done: such a run is not gone on with, though it may not have come to its end. */
    public boolean wasCancelled() {
        return entries.stream().anyMatch(entry -> entry.event() instanceof RunEvent.RunCancelled);
    }

    /** Under which key each task's result was looked for. */
    public SortedMap<TaskAddress, ActionKey> keys() {
        SortedMap<TaskAddress, ActionKey> keys = new TreeMap<>();
        for (JournalEntry entry : entries) {
            if (entry.event() instanceof RunEvent.TaskReused reused) keys.put(reused.task(), reused.key());
            if (entry.event() instanceof RunEvent.TaskMissed missed)
                missed.key().ifPresent(key -> keys.put(missed.task(), key));
        }
        return Collections.unmodifiableSortedMap(keys);
    }

    /** The digest of each task's outputs in this run, made or reused. */
    SortedMap<TaskAddress, Digest> outputs() {
        SortedMap<TaskAddress, Digest> outputs = new TreeMap<>();
        for (JournalEntry entry : entries) {
            if (entry.event() instanceof RunEvent.TaskReused reused) outputs.put(reused.task(), reused.outputs());
            if (entry.event() instanceof RunEvent.AttemptFinished finished)
                finished.outputs().ifPresent(made -> outputs.put(finished.task(), made));
        }
        return Collections.unmodifiableSortedMap(outputs);
    }
}

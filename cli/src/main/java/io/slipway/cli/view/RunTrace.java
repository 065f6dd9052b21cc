package io.slipway.cli.view;

import io.slipway.core.journal.JournalEntry;
import io.slipway.core.local.PastRun;
import io.slipway.core.orchestrate.TaskExplanation;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.RunEvent;
import io.slipway.core.simulate.TraceWriter;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A run on record as a trace: each agent with as many lanes as it ran tasks at a time, and what waited for room in lanes of
 * its own, with the reasons. Confined to one thread; O(entries).
 */
public final class RunTrace {
    private static final int RUN = 0;
    private static final int WAITING = 1;
    private static final int FIRST_AGENT = 2;

    private final TraceWriter trace;
    private final Instant begin;
    private final Map<String, Lanes> agents = new HashMap<>();
    private final Lanes waiting = new Lanes(WAITING);
    private final Map<TaskAddress, Span> running = new HashMap<>();
    private final Map<TaskAddress, Span> queued = new HashMap<>();
    private final Map<TaskAddress, String> reasons = new HashMap<>();

    /** The lanes of one process that are taken. */
    private static final class Lanes {
        final int process;
        final BitSet taken = new BitSet();

        Lanes(int process) {
            this.process = process;
        }

        Span begin(long nanos) {
            int lane = taken.nextClearBit(0);
            taken.set(lane);
            return new Span(this, lane, nanos);
        }
    }

    private record Span(Lanes lanes, int lane, long began) {}

    private RunTrace(TraceWriter trace, Instant begin) {
        this.trace = trace;
        this.begin = begin;
    }

    /** Writes all of it to {@code out}, and closes that. What had not ended goes up to the last thing on record. */
    public static void write(PastRun run, Writer out) {
        try (TraceWriter trace = new TraceWriter(out)) {
            RunTrace all = new RunTrace(trace, run.entries().get(0).at());
            trace.process(RUN, "run " + run.id());
            trace.process(WAITING, "waiting");
            long last = 0;
            for (JournalEntry entry : run.entries()) {
                last = Math.max(last, all.nanos(entry));
                if (entry.event() instanceof RunEvent event) all.tell(event, last);
            }
            for (TaskAddress task : run.pipeline().graph().nodes()) all.close(task, "unfinished", last);
        }
    }

    private long nanos(JournalEntry entry) {
        return Math.max(0, Duration.between(begin, entry.at()).toNanos());
    }

    private void tell(RunEvent event, long nanos) {
        if (event instanceof RunEvent.TaskMissed missed) queued.put(missed.task(), waiting.begin(nanos));
        if (event instanceof RunEvent.TaskHeld held && !held.reasons().isEmpty())
            reasons.put(held.task(), TaskExplanation.text(held.reasons().get(0)));
        if (event instanceof RunEvent.TaskReused reused)
            trace.mark(
                    "reused " + reused.task(),
                    RUN,
                    nanos,
                    Map.of("savedMillis", reused.saved().toMillis()));
        if (event instanceof RunEvent.TaskSkipped skipped) close(skipped.task(), "skipped", nanos);
        if (event instanceof RunEvent.TaskGivenUp given) close(given.task(), "given up", nanos);
        if (event instanceof RunEvent.AttemptStarted started) {
            endWaiting(started.task(), nanos);
            Lanes lanes = agents.computeIfAbsent(started.agent(), id -> {
                trace.process(FIRST_AGENT + agents.size(), id);
                return new Lanes(FIRST_AGENT + agents.size());
            });
            running.put(started.task(), lanes.begin(nanos));
        }
        if (event instanceof RunEvent.AttemptFinished finished) {
            close(finished.task(), finished.outcome().kind().name().toLowerCase(Locale.ROOT), nanos);
            if (finished.retried()) queued.put(finished.task(), waiting.begin(nanos));
        }
    }

    private void endWaiting(TaskAddress task, long nanos) {
        Span span = queued.remove(task);
        if (span == null) return;
        span.lanes().taken.clear(span.lane());
        String reason = reasons.getOrDefault(task, "");
        if (nanos > span.began())
            trace.slice(
                    task.toString(),
                    "waits",
                    WAITING,
                    span.lane(),
                    span.began(),
                    nanos - span.began(),
                    reason.isEmpty() ? Map.of() : Map.of("because", reason));
    }

    private void close(TaskAddress task, String outcome, long nanos) {
        endWaiting(task, nanos);
        Span span = running.remove(task);
        if (span == null) return;
        span.lanes().taken.clear(span.lane());
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("outcome", outcome);
        trace.slice(
                task.toString(),
                outcome,
                span.lanes().process,
                span.lane(),
                span.began(),
                nanos - span.began(),
                details);
    }
}

package io.slipway.core.simulate;

import io.slipway.core.agent.Agent;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.Event;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunId;
import io.slipway.core.schedule.Input;
import io.slipway.core.schedule.Step;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Writes down a simulation for <a href="https://ui.perfetto.dev">Perfetto</a> and chrome://tracing while it goes on: each
 * agent with as many tracks as it ran tasks at a time, each attempt a slice, faults as marks, and how many tasks waited.
 * The form is Chrome's trace event format, JSON, in virtual microseconds.
 *
 * <p>Confined to the simulation's thread; keeps only what runs. Throws {@link UncheckedIOException} when it cannot write.
 */
public final class PerfettoTrace implements Watcher, AutoCloseable {
    private static final int FARM = 0;
    private static final long SECOND = 1_000_000_000L;

    private final TraceWriter trace;
    private final Map<String, Tracks> agents = new HashMap<>();
    private final Map<VirtualAttempt, Integer> lanes = new HashMap<>();
    private final Set<Waiting> waiting = new HashSet<>();
    private int waitingTold;
    private long waitingToldAt = -SECOND;

    private record Waiting(RunId run, TaskAddress task) {}

    private static final class Tracks {
        final int number;
        final BitSet taken = new BitSet();

        Tracks(int number) {
            this.number = number;
        }
    }

    /** A trace that goes to {@code out}, which is closed with it. */
    public PerfettoTrace(Writer out) {
        this.trace = new TraceWriter(out);
        trace.process(FARM, "the farm");
    }

    @Override
    public void up(long nanos, Agent agent) {
        tracks(agent);
    }

    private Tracks tracks(Agent agent) {
        return agents.computeIfAbsent(agent.id(), id -> {
            Tracks tracks = new Tracks(agents.size() + 1);
            trace.process(tracks.number, id);
            return tracks;
        });
    }

    @Override
    public void began(long nanos, Agent agent, VirtualAttempt attempt) {
        BitSet taken = tracks(agent).taken;
        int lane = taken.nextClearBit(0);
        taken.set(lane);
        lanes.put(attempt, lane);
    }

    @Override
    public void ended(long nanos, Agent agent, VirtualAttempt attempt) {
        Tracks tracks = tracks(agent);
        Integer lane = lanes.remove(attempt);
        if (lane == null) return;
        tracks.taken.clear(lane);
        String outcome = attempt.outcome()
                .map(how -> how.kind().name().toLowerCase(Locale.ROOT))
                .orElse("went down with its agent");
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("run", attempt.run().value());
        details.put("attempt", attempt.number());
        details.put("outcome", outcome);
        trace.slice(
                attempt.task().address().toString(),
                outcome,
                tracks.number,
                lane,
                attempt.beganNanos(),
                nanos - attempt.beganNanos(),
                details);
    }

    @Override
    public void struck(long nanos, Fault fault) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("agent", fault.agent());
        details.put("seconds", fault.lasts().toSeconds());
        trace.mark(fault.kind().text(), FARM, nanos, details);
    }

    @Override
    public void stepped(long nanos, Input input, Step step) {
        for (Event event : step.events()) {
            if (event instanceof RunEvent.TaskMissed missed) waiting.add(new Waiting(missed.run(), missed.task()));
            if (event instanceof RunEvent.AttemptStarted began) waiting.remove(new Waiting(began.run(), began.task()));
            if (event instanceof RunEvent.TaskSkipped gone) waiting.remove(new Waiting(gone.run(), gone.task()));
            if (event instanceof RunEvent.TaskGivenUp gone) waiting.remove(new Waiting(gone.run(), gone.task()));
            if (event instanceof RunEvent.AttemptFinished again && again.retried())
                waiting.add(new Waiting(again.run(), again.task()));
        }
        if (waiting.size() == waitingTold || nanos - waitingToldAt < SECOND) return;
        waitingTold = waiting.size();
        waitingToldAt = nanos;
        trace.count("waiting tasks", FARM, nanos, "tasks", waitingTold);
    }

    /** Ends the trace; without it, it is no JSON. */
    @Override
    public void close() {
        trace.close();
    }
}

package io.slipway.jenkins.desk;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.AgentState;
import io.slipway.core.agent.Booking;
import io.slipway.core.journal.JournalEntry;
import io.slipway.core.orchestrate.Orchestrator;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.run.Event;
import io.slipway.core.run.FleetEvent;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A shorter journal that tells of the same present: without the runs that are forgotten, and with what became of agents,
 * limits and bookings instead of how.
 *
 * <p>First come all agents that are there or that a kept run ran on, each with the most it ever had, so that whatever ran
 * there fits; then the events of the kept runs, as they happened; then the agents, limits and bookings as they are now.
 * O(entries).
 */
final class Compaction {
    private final Map<String, Agent> widest = new TreeMap<>();
    private final Map<String, Agent> present = new TreeMap<>();
    private final Map<String, Standing> standings = new TreeMap<>();
    /** Limits, shares and who may make room, each as said last. */
    private final Map<String, FleetEvent> settings = new LinkedHashMap<>();

    private final Map<String, Held> bookings = new LinkedHashMap<>();
    private final Set<RunId> forgotten = new HashSet<>();
    private final Set<String> ranOn = new TreeSet<>();
    private Instant last = Instant.EPOCH;

    /** One event as it is to be written. */
    record Line(Instant at, String actor, Event event) {}

    private record Standing(AgentState known, String knownReason, boolean lost, String lostReason) {}

    private record Held(
            String actor,
            Booking booking,
            @Nullable String agent,
            @Nullable Instant until) {}

    private Compaction() {}

    /**
     * What to write instead of {@code entries}.
     *
     * @param unreadable runs that are to be left out as if they were forgotten
     */
    static List<Line> of(List<JournalEntry> entries, Set<RunId> unreadable) {
        Compaction compaction = new Compaction();
        compaction.forgotten.addAll(unreadable);
        for (JournalEntry entry : entries) {
            if (entry.event() instanceof RunEvent.RunForgotten event) compaction.forgotten.add(event.run());
        }
        List<Line> runs = new ArrayList<>();
        for (JournalEntry entry : entries) {
            if (entry.at().isAfter(compaction.last)) compaction.last = entry.at();
            if (entry.event() instanceof RunEvent event) compaction.keep(entry, event, runs);
            else if (entry.event() instanceof FleetEvent event) event.accept(compaction.new Reading(entry.actor()));
        }
        return compaction.lines(entries, runs);
    }

    private void keep(JournalEntry entry, RunEvent event, List<Line> runs) {
        if (forgotten.contains(event.run())) return;
        if (event instanceof RunEvent.AttemptStarted started) ranOn.add(started.agent());
        runs.add(new Line(entry.at(), entry.actor(), event));
    }

    private List<Line> lines(List<JournalEntry> entries, List<Line> runs) {
        List<Line> lines = new ArrayList<>();
        Instant first = entries.isEmpty() ? last : entries.get(0).at();
        for (Agent agent : widest.values()) {
            if (present.containsKey(agent.id()) || ranOn.contains(agent.id()))
                lines.add(line(first, new FleetEvent.AgentRegistered(agent)));
        }
        lines.addAll(runs);
        for (String agent : ranOn) {
            if (!present.containsKey(agent)) lines.add(line(last, new FleetEvent.AgentLeft(agent)));
        }
        present.forEach((id, agent) -> {
            if (!agent.equals(widest.get(id))) lines.add(line(last, new FleetEvent.AgentRegistered(agent)));
        });
        standings.forEach((agent, standing) -> {
            if (standing.known() != AgentState.READY) lines.add(changed(agent, standing.known(), standing.knownReason));
            if (standing.lost()) lines.add(changed(agent, AgentState.LOST, standing.lostReason()));
        });
        for (FleetEvent setting : settings.values()) lines.add(line(last, setting));
        for (Held held : bookings.values()) addBooking(held, lines);
        return lines;
    }

    private Line changed(String agent, AgentState state, String reason) {
        return line(last, new FleetEvent.AgentStateChanged(agent, state, reason));
    }

    private void addBooking(Held held, List<Line> lines) {
        lines.add(new Line(last, held.actor(), new FleetEvent.BookingMade(held.booking())));
        if (held.agent() == null) return;
        lines.add(line(last, new FleetEvent.BookingAssigned(held.booking().id(), held.agent())));
        if (held.until() == null) return;
        lines.add(line(last, new FleetEvent.BookingGranted(held.booking().id(), held.until())));
    }

    private static Line line(Instant at, Event event) {
        return new Line(at, Orchestrator.SLIPWAY, event);
    }

    private final class Reading implements FleetEvent.Visitor {
        private final String actor;

        Reading(String actor) {
            this.actor = actor;
        }

        @Override
        public void visit(FleetEvent.AgentRegistered event) {
            Agent agent = event.agent();
            present.put(agent.id(), agent);
            Agent before = widest.get(agent.id());
            widest.put(agent.id(), before == null ? agent : withCapacity(agent, most(agent, before)));
        }

        @Override
        public void visit(FleetEvent.AgentStateChanged event) {
            Standing before = standings.getOrDefault(event.agent(), new Standing(AgentState.READY, "", false, ""));
            boolean lost = event.state() == AgentState.LOST;
            standings.put(
                    event.agent(),
                    lost
                            ? new Standing(before.known(), before.knownReason(), true, event.reason())
                            : new Standing(event.state(), event.reason(), false, ""));
        }

        @Override
        public void visit(FleetEvent.AgentLeft event) {
            present.remove(event.agent());
            standings.remove(event.agent());
        }

        @Override
        public void visit(FleetEvent.LimitChanged event) {
            settings.put("limit " + event.scope() + " " + event.name(), event);
        }

        @Override
        public void visit(FleetEvent.ShareSet event) {
            settings.put("share " + event.tenant(), event);
        }

        @Override
        public void visit(FleetEvent.PreemptionSet event) {
            settings.put("preemption " + event.pool(), event);
        }

        @Override
        public void visit(FleetEvent.BookingMade event) {
            bookings.put(event.booking().id(), new Held(actor, event.booking(), null, null));
        }

        @Override
        public void visit(FleetEvent.BookingAssigned event) {
            Held held = held(event.id());
            bookings.put(event.id(), new Held(held.actor(), held.booking(), event.agent(), null));
        }

        @Override
        public void visit(FleetEvent.BookingGranted event) {
            until(event.id(), event.until());
        }

        @Override
        public void visit(FleetEvent.BookingExtended event) {
            until(event.id(), event.until());
        }

        private void until(String id, Instant until) {
            Held held = held(id);
            bookings.put(id, new Held(held.actor(), held.booking(), held.agent(), until));
        }

        private Held held(String id) {
            Held held = bookings.get(id);
            if (held == null) throw new IllegalStateException("no booking " + id + " was made; the journal is damaged");
            return held;
        }

        @Override
        public void visit(FleetEvent.BookingEnded event) {
            bookings.remove(event.id());
        }
    }

    private static Agent withCapacity(Agent agent, Resources capacity) {
        return new Agent(agent.id(), agent.labels(), capacity, agent.zone(), agent.costPerHour(), agent.speed());
    }

    private static Resources most(Agent one, Agent other) {
        Resources a = one.capacity();
        Resources b = other.capacity();
        TreeMap<String, Integer> counts = new TreeMap<>(a.counts());
        b.counts().forEach((name, count) -> counts.merge(name, count, Math::max));
        return new Resources(
                Math.max(a.milliCpu(), b.milliCpu()),
                Math.max(a.memoryBytes(), b.memoryBytes()),
                Math.max(a.diskBytes(), b.diskBytes()),
                counts);
    }
}

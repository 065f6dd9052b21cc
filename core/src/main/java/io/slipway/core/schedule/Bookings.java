package io.slipway.core.schedule;

import io.slipway.core.agent.Booking;
import io.slipway.core.run.FleetEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The bookings that are not over, in the order in which they were made. An agent is kept for one of them at most. Moved
 * only by events, through {@link SchedulerState}; confined to its thread. O(bookings) for each question.
 */
final class Bookings {
    private final Map<String, BookingStatus> byId = new LinkedHashMap<>();
    private final Map<String, String> byAgent = new LinkedHashMap<>();
    private int granted;

    /** Grows with each change, for those who remember what they found. */
    long changes;

    @Nullable
    BookingStatus find(String id) {
        return byId.get(id);
    }

    /** Whose agent that is. */
    @Nullable
    BookingStatus onAgent(String agent) {
        String id = byAgent.get(agent);
        return id == null ? null : byId.get(id);
    }

    Collection<BookingStatus> all() {
        return byId.values();
    }

    boolean isEmpty() {
        return byId.isEmpty();
    }

    /** Whether some are not granted yet. */
    boolean someWait() {
        return granted < byId.size();
    }

    /** Those for which no agent is kept: who holds fewest agents already comes first, then who asked first. */
    List<BookingStatus> waiting() {
        Map<String, Integer> held = new LinkedHashMap<>();
        List<BookingStatus> waiting = new ArrayList<>();
        for (BookingStatus status : byId.values()) {
            if (status.agent().isPresent()) held.merge(status.booking().holder(), 1, Integer::sum);
            else waiting.add(status);
        }
        waiting.sort(Comparator.comparing(
                status -> held.getOrDefault(status.booking().holder(), 0)));
        return waiting;
    }

    /** When the next of them begins, ends, or is too late. */
    Optional<Instant> nextDue(Instant now) {
        @Nullable Instant next = null;
        for (BookingStatus status : byId.values()) {
            Booking booking = status.booking();
            Instant due = status.until().orElse(booking.deadline());
            if (status.agent().isEmpty()
                    && booking.from().isPresent()
                    && booking.from().get().isAfter(now))
                due = min(due, booking.from().get());
            next = next == null ? due : min(next, due);
        }
        return Optional.ofNullable(next);
    }

    private static Instant min(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    void apply(FleetEvent.BookingMade event) {
        if (byId.putIfAbsent(
                        event.booking().id(), new BookingStatus(event.booking(), Optional.empty(), Optional.empty()))
                != null) throw impossible(event, "there is one of that name");
        changes++;
    }

    /** The agent that was kept for it before, if any. */
    @Nullable
    String apply(FleetEvent.BookingAssigned event) {
        BookingStatus status = get(event.id(), event);
        if (status.isGranted()) throw impossible(event, "it was granted");
        @Nullable String before = status.agent().orElse(null);
        if (before != null) byAgent.remove(before);
        if (byAgent.putIfAbsent(event.agent(), event.id()) != null)
            throw impossible(event, "the agent is kept for another");
        byId.put(event.id(), status.keeping(event.agent()));
        changes++;
        return before;
    }

    void apply(FleetEvent.BookingGranted event) {
        BookingStatus status = get(event.id(), event);
        if (status.agent().isEmpty() || status.isGranted()) throw impossible(event, "it is not about to be granted");
        byId.put(event.id(), status.until(event.until()));
        granted++;
        changes++;
    }

    void apply(FleetEvent.BookingExtended event) {
        BookingStatus status = get(event.id(), event);
        if (!status.isGranted()) throw impossible(event, "it was not granted");
        byId.put(event.id(), status.until(event.until()));
        changes++;
    }

    /** The agent that was kept for it, if any. */
    @Nullable
    String apply(FleetEvent.BookingEnded event) {
        BookingStatus status = get(event.id(), event);
        byId.remove(event.id());
        if (status.isGranted()) granted--;
        changes++;
        @Nullable String agent = status.agent().orElse(null);
        if (agent != null) byAgent.remove(agent);
        return agent;
    }

    /** Whoever waited for the agent waits on, for any. */
    void apply(FleetEvent.AgentLeft event) {
        BookingStatus status = onAgent(event.agent());
        if (status == null) return;
        if (status.isGranted()) throw impossible(event, "it is booked");
        byAgent.remove(event.agent());
        byId.put(status.booking().id(), status.waiting());
        changes++;
    }

    private BookingStatus get(String id, FleetEvent event) {
        BookingStatus status = byId.get(id);
        if (status == null) throw impossible(event, "there is no such booking");
        return status;
    }

    private static IllegalStateException impossible(FleetEvent event, String why) {
        return new IllegalStateException(event + " cannot happen, because " + why + "; the journal is damaged");
    }
}

package io.slipway.jenkins.desk;

import io.slipway.core.agent.Booking;
import io.slipway.core.journal.JournalEntry;
import io.slipway.core.orchestrate.EventListener;
import io.slipway.core.run.Event;
import io.slipway.core.run.FleetEvent;
import io.slipway.core.schedule.BookingStatus;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The bookings that are not over, as they can be asked for from any thread, and who is told what becomes of them. Thread-safe. */
final class DeskBookings {
    private final Map<String, BookingStatus> byId = new LinkedHashMap<>();
    private final Map<String, EventListener> listeners = new HashMap<>();

    /** As they are at the beginning. */
    synchronized void reset(List<BookingStatus> present) {
        byId.clear();
        for (BookingStatus status : present) byId.put(status.booking().id(), status);
    }

    synchronized List<BookingStatus> all() {
        return List.copyOf(byId.values());
    }

    synchronized Optional<BookingStatus> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    synchronized boolean holdsSomething(String holder) {
        for (BookingStatus status : byId.values()) if (status.booking().holder().equals(holder)) return true;
        return false;
    }

    synchronized void listen(String id, EventListener listener) {
        listeners.put(id, listener);
    }

    synchronized Optional<BookingStatus> attach(String id, EventListener listener) {
        BookingStatus status = byId.get(id);
        if (status != null) listeners.put(id, listener);
        return Optional.ofNullable(status);
    }

    /** It happened; whoever listens is told. */
    synchronized void tell(JournalEntry entry) {
        String id = note(entry.event());
        if (id.isEmpty()) return;
        EventListener listener = byId.containsKey(id) ? listeners.get(id) : listeners.remove(id);
        if (listener != null) listener.onEvents(List.of(entry));
    }

    /** Which booking it was about; none when the text is empty. */
    private String note(Event event) {
        if (event instanceof FleetEvent.BookingMade made) {
            Booking booking = made.booking();
            byId.put(booking.id(), new BookingStatus(booking, Optional.empty(), Optional.empty()));
            return booking.id();
        }
        if (event instanceof FleetEvent.BookingAssigned assigned) {
            byId.computeIfPresent(
                    assigned.id(),
                    (id, status) ->
                            new BookingStatus(status.booking(), Optional.of(assigned.agent()), Optional.empty()));
            return assigned.id();
        }
        if (event instanceof FleetEvent.BookingGranted granted) return until(granted.id(), granted.until());
        if (event instanceof FleetEvent.BookingExtended extended) return until(extended.id(), extended.until());
        if (event instanceof FleetEvent.BookingEnded ended) {
            byId.remove(ended.id());
            return ended.id();
        }
        return "";
    }

    private String until(String id, Instant until) {
        byId.computeIfPresent(
                id, (same, status) -> new BookingStatus(status.booking(), status.agent(), Optional.of(until)));
        return id;
    }
}

package io.slipway.core.schedule;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.Booking;
import io.slipway.core.run.BookingEnd;
import io.slipway.core.run.FleetEvent;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bookings within one step. An agent is kept for a booking from when it is assigned, so that nothing new starts there; it
 * is granted once what runs there has ended. Confined to the state's thread.
 */
final class BookingLife {
    private final Taking taking;
    private final SchedulerState state;
    private final Bookings bookings;

    BookingLife(Taking taking) {
        this.taking = taking;
        this.state = taking.state;
        this.bookings = taking.state.bookingsInForce();
    }

    void book(Input.Book input) {
        if (bookings.find(input.booking().id()) != null) return;
        if (!input.booking().deadline().isAfter(state.now())) return;
        taking.emit(new FleetEvent.BookingMade(input.booking()));
    }

    void extend(Input.ExtendBooking input) {
        BookingStatus status = bookings.find(input.id());
        if (status == null
                || status.until().isEmpty()
                || !input.until().isAfter(status.until().get())) return;
        taking.emit(new FleetEvent.BookingExtended(input.id(), input.until()));
    }

    void release(Input.ReleaseBooking input) {
        if (bookings.find(input.id()) != null) end(input.id(), BookingEnd.RELEASED);
    }

    private void end(String id, BookingEnd why) {
        taking.emit(new FleetEvent.BookingEnded(id, why));
    }

    /** The agent goes: nobody can have it. */
    void agentLeaves(String agent) {
        BookingStatus status = bookings.onAgent(agent);
        if (status != null) end(status.booking().id(), BookingEnd.AGENT_LEFT);
    }

    void tick(Instant now) {
        if (bookings.isEmpty()) return;
        for (BookingStatus status : List.copyOf(bookings.all())) {
            Instant due = status.until().orElse(status.booking().deadline());
            if (due.isAfter(now)) continue;
            end(status.booking().id(), status.isGranted() ? BookingEnd.EXPIRED : BookingEnd.TOO_LATE);
        }
    }

    /** Keeps agents for those that wait, and grants what is free. */
    void settle() {
        if (!bookings.someWait()) return;
        for (BookingStatus status : List.copyOf(bookings.all())) {
            if (status.agent().isPresent() && !status.isGranted()) grantOrMove(status);
        }
        if (state.bookingsSoughtAt == soughtNow()) return;
        for (BookingStatus status : bookings.waiting()) {
            @Nullable Standing agent = isDue(status) ? bestFor(status.booking()) : null;
            if (agent == null) continue;
            assign(status.booking(), agent);
            BookingStatus assigned = bookings.find(status.booking().id());
            if (assigned != null) grantOrMove(assigned);
        }
        state.bookingsSoughtAt = soughtNow();
    }

    /** Changes when another agent may be found, or another booking may look for one: no part of the sum shrinks alone. */
    private long soughtNow() {
        long due = bookings.waiting().stream().filter(this::isDue).count();
        return state.agents().changes() + bookings.changes + due;
    }

    private boolean isDue(BookingStatus status) {
        return status.booking().from().filter(state.now()::isBefore).isEmpty();
    }

    private void assign(Booking booking, Standing agent) {
        taking.emit(new FleetEvent.BookingAssigned(booking.id(), agent.id));
    }

    private void grantOrMove(BookingStatus status) {
        Standing agent = state.standing(status.agent().orElseThrow());
        if (agent == null || !agent.takesTasks()) {
            @Nullable Standing other = bestFor(status.booking());
            if (other != null) assign(status.booking(), other);
        } else if (isIdleBut(agent, status.booking().holder())) {
            Instant until = state.now().plus(status.booking().length());
            taking.emit(new FleetEvent.BookingGranted(status.booking().id(), until));
        }
    }

    private static boolean isIdleBut(Standing agent, String holder) {
        for (TaskNode node : agent.running) if (!node.shape.ask.holder().equals(holder)) return false;
        return true;
    }

    /** The agent on which least runs; by id among equals. */
    private @Nullable Standing bestFor(Booking booking) {
        @Nullable Standing best = null;
        for (Agent each : state.fleet().agents()) {
            Standing agent = state.standing(each.id());
            if (agent == null || !agent.takesTasks() || bookings.onAgent(agent.id) != null || !booking.accepts(each))
                continue;
            if (best == null || agent.running.size() < best.running.size()) best = agent;
        }
        return best;
    }
}

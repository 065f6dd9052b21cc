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

    /** The agent goes: nobody can have it. Who still waited for it waits on, for another or for it to come back. */
    void agentLeaves(String agent) {
        BookingStatus status = bookings.onAgent(agent);
        if (status != null && status.isGranted()) end(status.booking().id(), BookingEnd.AGENT_LEFT);
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
        boolean mayFind = state.bookingsSoughtAt != soughtNow();
        for (BookingStatus status : List.copyOf(bookings.all())) {
            if (status.agent().isEmpty() || status.isGranted()) continue;
            Standing agent = state.standing(status.agent().get());
            if (agent != null && isStillFor(status.booking(), agent)) grantWhenIdle(status.booking(), agent);
            else if (mayFind) move(status.booking());
        }
        if (!mayFind) return;
        for (BookingStatus status : bookings.waiting()) {
            @Nullable Standing agent = isDue(status) ? bestFor(status.booking()) : null;
            if (agent != null) assign(status.booking(), agent);
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

    /** Keeps the agent for it, and grants it when nothing is in the way. */
    private void assign(Booking booking, Standing agent) {
        taking.emit(new FleetEvent.BookingAssigned(booking.id(), agent.id));
        grantWhenIdle(booking, agent);
    }

    private void grantWhenIdle(Booking booking, Standing agent) {
        if (!isIdleBut(agent, booking.holder())) return;
        Instant until = state.now().plus(booking.length());
        taking.emit(new FleetEvent.BookingGranted(booking.id(), until));
    }

    /** What is kept for somebody may have changed since. */
    private static boolean isStillFor(Booking booking, Standing agent) {
        return agent.takesTasks() && booking.accepts(agent.agent);
    }

    private void move(Booking booking) {
        @Nullable Standing other = bestFor(booking);
        if (other != null) assign(booking, other);
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

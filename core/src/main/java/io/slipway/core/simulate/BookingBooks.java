package io.slipway.core.simulate;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.Booking;
import io.slipway.core.run.FleetEvent;
import io.slipway.core.schedule.Input;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a {@link Referee} knows of bookings, and what must never happen with one. Confined to its thread. */
final class BookingBooks {
    /** A booking is given back with the clock's next tick, which may be some time after its own. */
    private static final Duration GRACE = Duration.ofSeconds(60);

    private final Map<String, Kept> kept = new TreeMap<>();
    private final Checks checks;

    BookingBooks(Checks checks) {
        this.checks = checks;
    }

    /** Where it is told what is wrong. */
    @FunctionalInterface
    interface Checks {
        void check(boolean right, Violation.Rule rule, String wrong);
    }

    /** A booking in force. */
    private static final class Kept {
        final Booking booking;

        @Nullable
        String agent;

        @Nullable
        Instant until;

        Kept(Booking booking) {
            this.booking = booking;
        }

        /** Some time after its end, or after its deadline without having been granted. */
        boolean isOverdue(Instant now) {
            return (until == null ? booking.deadline() : until).plus(GRACE).isBefore(now);
        }
    }

    /**
     * @param told what the scheduler was told in this step
     */
    void made(FleetEvent.BookingMade event, @Nullable Input told) {
        Booking booking = event.booking();
        boolean asked = told instanceof Input.Book book && book.booking().equals(booking);
        check(asked, "booking " + booking.id() + " is made and nobody asked for it");
        Kept before = kept.put(booking.id(), new Kept(booking));
        check(before == null, "booking " + booking.id() + " is made twice");
    }

    /**
     * @param agent of the event, if it is there
     */
    void assigned(FleetEvent.BookingAssigned event, @Nullable Agent agent) {
        Kept booked = kept.get(event.id());
        if (booked == null) {
            check(false, "booking " + event.id() + " gets an agent and is not in force");
            return;
        }
        for (Kept other : kept.values()) {
            check(
                    other == booked || !event.agent().equals(other.agent),
                    "agent " + event.agent() + " is kept for bookings " + event.id() + " and " + other.booking.id());
        }
        check(
                agent != null && booked.booking.accepts(agent),
                "booking " + event.id() + " gets agent " + event.agent() + ", which it did not ask for");
        booked.agent = event.agent();
    }

    void granted(FleetEvent.BookingGranted event) {
        Kept booked = kept.get(event.id());
        boolean right = booked != null && booked.agent != null && booked.until == null;
        check(right, "booking " + event.id() + " is granted twice or without an agent");
        if (booked != null) booked.until = event.until();
    }

    /** A task runs somewhere when a booking is granted. */
    void checkGranted(FleetEvent.BookingGranted event, String agent, String holder, String task) {
        Kept booked = kept.get(event.id());
        boolean disturbs = booked != null && agent.equals(booked.agent) && !holder.equals(booked.booking.holder());
        check(!disturbs, "booking " + event.id() + " is granted while " + task + " runs on its agent");
    }

    void extended(FleetEvent.BookingExtended event) {
        Kept booked = kept.get(event.id());
        boolean right = booked != null && booked.until != null && booked.until.isBefore(event.until());
        check(right, "booking " + event.id() + " is extended and was not granted");
        if (booked != null) booked.until = event.until();
    }

    void left(FleetEvent.AgentLeft event) {
        for (Kept booked : kept.values()) {
            if (!event.agent().equals(booked.agent)) continue;
            check(booked.until == null, "agent " + event.agent() + " leaves with booking " + booked.booking.id());
            booked.agent = null;
        }
    }

    void ended(FleetEvent.BookingEnded event) {
        check(kept.remove(event.id()) != null, "booking " + event.id() + " ends and is not in force");
    }

    /** A task starts on an agent. */
    void checkStart(String agent, String holder, String task) {
        for (Kept booked : kept.values()) {
            check(
                    !agent.equals(booked.agent) || holder.equals(booked.booking.holder()),
                    task + " starts on " + agent + ", which is kept for " + booked.booking.holder());
        }
    }

    /** Nothing more happens. */
    void checkTheEnd(Instant latest) {
        kept.forEach((id, booked) -> check(
                !booked.isOverdue(latest),
                "booking " + id + " is over, and its agent " + booked.agent + " is still kept"));
    }

    private void check(boolean right, String wrong) {
        checks.check(right, Violation.Rule.RESERVATION, wrong);
    }
}

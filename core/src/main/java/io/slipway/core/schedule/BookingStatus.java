package io.slipway.core.schedule;

import io.slipway.core.agent.Booking;
import java.time.Instant;
import java.util.Optional;

/**
 * How a booking stands. Immutable.
 *
 * @param agent that is kept for it; absent while it waits for one
 * @param until when it ends; absent until it is granted, which is once nothing runs on the agent any more
 */
public record BookingStatus(Booking booking, Optional<String> agent, Optional<Instant> until) {
    BookingStatus waiting() {
        return new BookingStatus(booking, Optional.empty(), Optional.empty());
    }

    BookingStatus keeping(String agent) {
        return new BookingStatus(booking, Optional.of(agent), Optional.empty());
    }

    BookingStatus until(Instant end) {
        return new BookingStatus(booking, agent, Optional.of(end));
    }

    public boolean isGranted() {
        return until.isPresent();
    }
}

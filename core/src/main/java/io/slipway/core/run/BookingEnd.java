package io.slipway.core.run;

/** Why a booking is over. Names freeze: they are written to journals. */
public enum BookingEnd {
    /** Its holder gave it back. */
    RELEASED,
    /** Its time is over. */
    EXPIRED,
    /** It was not granted before its deadline. */
    TOO_LATE,
    /** Its agent is no longer part of the fleet. */
    AGENT_LEFT
}

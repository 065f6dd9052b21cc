package io.slipway.core.schedule;

import java.time.Duration;
import java.time.Instant;

/**
 * The latest time that was told. When the clock of this machine was set back, time goes on at half the speed until that
 * clock has caught up: it never runs backwards, and nobody waits for as long as the clock was wrong. Confined to the
 * state's thread.
 */
final class Clock {
    private final Unwritten unwritten;
    private Instant now = Instant.EPOCH;

    Clock(Unwritten unwritten) {
        this.unwritten = unwritten;
    }

    /** {@link Instant#EPOCH} before any was told. */
    Instant now() {
        return now;
    }

    /** It is not earlier than that. */
    void tell(Instant time) {
        if (time.isAfter(now)) now = time;
    }

    /** The machine's clock says this. */
    void tick(Instant told) {
        Duration passed = unwritten.tick(told);
        if (told.isAfter(now)) now = told;
        else if (!passed.isNegative()) now = now.plus(passed.dividedBy(2));
    }

    /** What the machine's clock says at that time or a little earlier, to be asked again then. */
    Instant toldAt(Instant due) {
        Instant told = unwritten.lastTick(now);
        if (!told.isBefore(now)) return due;
        Duration left = Duration.between(now, due);
        Instant slowed = left.isNegative() ? told : told.plus(left.multipliedBy(2));
        return slowed.isBefore(due) ? slowed : due;
    }
}

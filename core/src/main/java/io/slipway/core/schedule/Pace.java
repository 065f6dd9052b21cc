package io.slipway.core.schedule;

import java.time.Duration;
import java.time.Instant;

/**
 * How fast something happens lately: an exponential mean, in which what was a minute ago counts a third. Confined to one
 * thread; O(1).
 */
final class Pace {
    private static final double SECONDS = 60;

    private Instant asOf = Instant.EPOCH;
    private double perSecond;

    void ended(Instant now) {
        perSecond = perSecond(now) + 1 / SECONDS;
        asOf = now;
    }

    double perSecond(Instant now) {
        double seconds = Math.max(0, Duration.between(asOf, now).toMillis() / 1000.0);
        return perSecond * StrictMath.exp(-seconds / SECONDS);
    }
}

package io.slipway.core.estimate;

import java.time.Duration;

/**
 * Durations on the scale they are compared on: natural logarithms of seconds, so that an error of 10 % weighs the same for
 * a short task and a long one.
 */
final class LogSeconds {
    /** What is shorter cannot be told from nothing. */
    private static final double SHORTEST = Math.log(0.001);

    /** Nothing that runs longer is a run: a clock was wrong, or nobody looked. */
    private static final double LONGEST = Math.log(366 * 86_400.0);

    private LogSeconds() {}

    static double of(Duration duration) {
        return ofSeconds(duration.getSeconds() + duration.getNano() * 1e-9);
    }

    static double ofSeconds(double seconds) {
        return Math.max(SHORTEST, Math.min(LONGEST, Math.log(Math.max(seconds, 1e-9))));
    }

    /** In whole milliseconds. */
    static Duration toDuration(double logSeconds) {
        return Duration.ofMillis(Math.round(1000 * Math.exp(Math.max(SHORTEST, Math.min(LONGEST, logSeconds)))));
    }
}

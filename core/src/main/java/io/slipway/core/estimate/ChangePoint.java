package io.slipway.core.estimate;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * Since when something takes another time than before. Immutable.
 *
 * @param since the first run of which it holds, counted from 0 in the order in which they were told
 * @param found the run with which it was found; not before {@code since}
 * @param before what it took usually
 * @param after what it takes since; of a drift, at its end so far. Of a change of the spread, as before
 * @param spreadRatio how much farther from the usual its times lie than before: 1 when as far
 * @param evidence natural logarithm of how much likelier the runs are with this change than without; from about 15 on
 */
public record ChangePoint(
        Kind kind, int since, int found, Duration before, Duration after, double spreadRatio, double evidence) {
    /** What has changed. */
    public enum Kind {
        /** From one run to the next, and for good. */
        STEP,
        /** A little with each run. */
        DRIFT,
        /** It takes as long as before on the whole, but less or more evenly. */
        VARIANCE,
        /** One run, after which all is as before; so nothing has changed. */
        SPIKE
    }

    public ChangePoint {
        requireNonNull(kind, "kind");
        if (since < 0) throw new IllegalArgumentException("since: " + since + " (expected: >= 0)");
        if (found < since) throw new IllegalArgumentException("found: " + found + " (expected: >= " + since + ")");
        if (before.isNegative()) throw new IllegalArgumentException("before: " + before + " (expected: >= 0)");
        if (after.isNegative()) throw new IllegalArgumentException("after: " + after + " (expected: >= 0)");
        if (!(spreadRatio > 0)) throw new IllegalArgumentException("spreadRatio: " + spreadRatio + " (expected: > 0)");
    }

    /** By what factor longer it takes; below 1 when shorter. */
    public double factor() {
        return Math.max(1e-3, after.toNanos() / 1e9) / Math.max(1e-3, before.toNanos() / 1e9);
    }
}

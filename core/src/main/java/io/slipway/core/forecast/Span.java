package io.slipway.core.forecast;

import java.time.Duration;

/**
 * How long from now, and how sure. Immutable.
 *
 * @param point the one figure, if there has to be one: of the end of a run, as many futures as possible are near it; of
 *     anything else, as many are earlier as later
 * @param low nine in ten lie between this and {@code high}
 */
public record Span(Duration point, Duration low, Duration high) {
    public Span {
        if (low.compareTo(point) > 0 || point.compareTo(high) > 0)
            throw new IllegalArgumentException(
                    "low, point, high: " + low + ", " + point + ", " + high + " (expected: ascending)");
    }
}

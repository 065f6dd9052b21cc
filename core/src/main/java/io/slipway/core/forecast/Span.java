package io.slipway.core.forecast;

import java.time.Duration;

/**
 * How long from now, and how sure. Immutable.
 *
 * @param point as likely too early as too late
 * @param low nine in ten lie between this and {@code high}
 */
public record Span(Duration point, Duration low, Duration high) {
    public Span {
        if (low.compareTo(point) > 0 || point.compareTo(high) > 0)
            throw new IllegalArgumentException(
                    "low, point, high: " + low + ", " + point + ", " + high + " (expected: ascending)");
    }
}

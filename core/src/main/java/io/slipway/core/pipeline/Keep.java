package io.slipway.core.pipeline;

import static java.util.Objects.requireNonNull;

import io.slipway.core.content.PathSet;
import java.time.Duration;

/**
 * What of a task's outputs and reports is kept, though nobody would use it again. Immutable.
 *
 * @param time for how long after it was made or reused
 */
public record Keep(PathSet paths, Duration time) {
    public Keep {
        requireNonNull(paths, "paths");
        if (time.isZero() || time.isNegative())
            throw new IllegalArgumentException("for: " + time + " (expected: longer than nothing)");
    }
}

package io.slipway.core.local;

import static java.util.Objects.requireNonNull;

import io.slipway.core.forecast.Span;
import java.time.Duration;
import java.time.Instant;

/**
 * When the run that goes on will be done, as it is thought. Immutable.
 *
 * @param made when that was thought; the span counts from there
 */
public record Foreseen(Instant made, Span finish) {
    public Foreseen {
        requireNonNull(made, "made");
        requireNonNull(finish, "finish");
    }

    /** How long it still takes; nothing when it is late already. */
    public Duration leftAt(Instant now) {
        return notNegative(finish.point().minus(Duration.between(made, now)));
    }

    /** How long it still takes at most, in nineteen runs of twenty. */
    public Duration mostLeftAt(Instant now) {
        return notNegative(finish.high().minus(Duration.between(made, now)));
    }

    private static Duration notNegative(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}

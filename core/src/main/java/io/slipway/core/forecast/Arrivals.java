package io.slipway.core.forecast;

import static java.util.Objects.requireNonNull;

import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunId;
import java.time.Duration;
import java.util.List;

/**
 * What others will ask for while a run goes on, as far as the past tells: runs come as often as they did of late, each as
 * likely as any to be like one of those. A Poisson process whose rate and marks are those of the last runs that were asked
 * for. Immutable.
 *
 * @param meanGap between two
 * @param like the runs that were asked for of late; none when nothing more will be asked for
 */
public record Arrivals(Duration meanGap, List<RunEvent.RunSubmitted> like) {
    /** Nothing more is asked for. */
    public static final Arrivals NONE = new Arrivals(Duration.ZERO, List.of());

    public Arrivals {
        requireNonNull(meanGap, "meanGap");
        like = List.copyOf(like);
        if (!like.isEmpty() && (meanGap.isNegative() || meanGap.isZero()))
            throw new IllegalArgumentException("meanGap: " + meanGap + " (expected: more than 0 where runs come)");
    }

    boolean isEmpty() {
        return like.isEmpty();
    }

    /** Nanoseconds from the one before to the {@code number}th. */
    long gapNanos(Draw draw, int number) {
        return (long) Math.ceil(-StrictMath.log(draw.gap(number)) * meanGap.toNanos());
    }

    RunEvent.RunSubmitted next(Draw draw, int number) {
        return like.get((int) (draw.kind(number) * like.size()));
    }

    /** Under which name the {@code number}th one runs in a future. */
    static RunId run(int number) {
        return new RunId("later-" + number);
    }
}

package io.slipway.core.plan;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What no schedule can beat, and why. Immutable.
 *
 * @param atLeast how long every schedule takes from the first start to the last finish
 * @param because the argument that shows it
 */
public record LowerBound(Duration atLeast, Argument because) {
    public LowerBound {
        if (atLeast.isNegative()) throw new IllegalArgumentException("atLeast: " + atLeast + " (expected: >= 0)");
        requireNonNull(because, "because");
    }

    /** Why nothing can be faster. */
    public enum Argument {
        /** A chain of tasks that wait for each other takes so long, each on the fastest agent that can run it. */
        CRITICAL_PATH,
        /** All agents together need so long for the work, or for the part of it that only some of them can do. */
        WORK,
        /** In some stretch of time more would have to be done than there is room for, if it were shorter. */
        ENERGY,
        /** Tasks that cannot run beside each other take so long one after another. */
        DISJUNCTION,
        /** Were it shorter, no task could keep both to what comes before and after it and to what runs beside it. */
        CONTRADICTION
    }
}

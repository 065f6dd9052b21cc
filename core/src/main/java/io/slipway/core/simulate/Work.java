package io.slipway.core.simulate;

import static java.util.Objects.requireNonNull;

import io.slipway.core.run.Outcome;
import java.time.Duration;

/**
 * What really becomes of a task, which the scheduler does not know before. Immutable.
 *
 * @param duration how long it runs, undisturbed, on an agent of speed 1
 * @param reused whether its result is there when it is looked up
 * @param outcome how it ends when nothing disturbs it
 */
public record Work(Duration duration, boolean reused, Outcome.Kind outcome) {
    public Work {
        if (duration.isNegative()) throw new IllegalArgumentException("duration: " + duration + " (expected: >= 0)");
        requireNonNull(outcome, "outcome");
    }

    /** Has to run, and succeeds. */
    public static Work lasting(Duration duration) {
        return new Work(duration, false, Outcome.Kind.SUCCEEDED);
    }
}

package io.slipway.core.simulate;

import static java.util.Objects.requireNonNull;

import io.slipway.core.cache.ActionKey;
import io.slipway.core.run.Outcome;
import java.time.Duration;
import java.util.Optional;

/**
 * What really becomes of a task, which the scheduler does not know before. Immutable.
 *
 * @param duration how long it runs, undisturbed, on an agent of speed 1
 * @param reused whether its result is there when it is looked up
 * @param outcome how it ends when nothing disturbs it
 * @param key names work that other tasks do too, so that one result serves all; nobody else does it when absent
 */
public record Work(Duration duration, boolean reused, Outcome.Kind outcome, Optional<ActionKey> key) {
    public Work {
        if (duration.isNegative()) throw new IllegalArgumentException("duration: " + duration + " (expected: >= 0)");
        requireNonNull(outcome, "outcome");
        requireNonNull(key, "key");
    }

    /** As nobody else does it. */
    public Work(Duration duration, boolean reused, Outcome.Kind outcome) {
        this(duration, reused, outcome, Optional.empty());
    }

    /** Has to run, and succeeds. */
    public static Work lasting(Duration duration) {
        return new Work(duration, false, Outcome.Kind.SUCCEEDED);
    }
}

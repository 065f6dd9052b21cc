package io.slipway.core.plan;

import static java.util.Objects.requireNonNull;

import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.Selector;
import java.time.Duration;

/**
 * What a planner has to know of a task. Immutable.
 *
 * @param duration how long it is expected to run on an agent of speed 1
 * @param resources what it holds meanwhile
 * @param requires what the agent must offer
 */
public record Work(Duration duration, Resources resources, Selector requires) {
    public Work {
        if (duration.isNegative()) throw new IllegalArgumentException("duration: " + duration + " (expected: >= 0)");
        requireNonNull(resources, "resources");
        requireNonNull(requires, "requires");
    }
}

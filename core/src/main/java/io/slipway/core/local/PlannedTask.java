package io.slipway.core.local;

import io.slipway.core.cache.Invalidation;
import io.slipway.core.pipeline.TaskAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What would become of one task if its run began now. Immutable.
 *
 * @param because why it would run; absent when it would be reused
 * @param after tasks that would run before it and whose outputs decide whether this one has to
 * @param expected how long it is thought to run, or ran when its result was made
 */
public record PlannedTask(
        TaskAddress task,
        Verdict verdict,
        Optional<Invalidation> because,
        List<TaskAddress> after,
        Optional<Duration> expected) {
    /** Names freeze: they are printed as JSON. */
    public enum Verdict {
        REUSE,
        RUN,
        /** Runs unless the tasks before it make what they made last time. */
        RUN_IF_CHANGED
    }
}

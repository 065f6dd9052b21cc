package io.slipway.core.plan;

import io.slipway.core.pipeline.TaskAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How long a task is expected to run, from when on it runs too long, and what its runs needed. Implementations answer from
 * memory, without blocking, and are thread-safe.
 */
@FunctionalInterface
public interface Durations {
    /** For a first run, when nothing is known of any task. */
    Durations UNKNOWN = task -> Optional.empty();

    /** Absent when the task was never seen. */
    Optional<Duration> expected(TaskAddress task);

    /** A run that lasts longer than that is longer than 99 in 100 of its like. Absent when too few were seen to say so. */
    default Optional<Duration> overdueAfter(TaskAddress task) {
        return Optional.empty();
    }

    /** Memory that does for nineteen in twenty of its runs, with room to spare. Absent when none told what it used. */
    default OptionalLong memoryBytes(TaskAddress task) {
        return OptionalLong.empty();
    }
}

package io.slipway.core.plan;

import io.slipway.core.pipeline.TaskAddress;
import java.time.Duration;
import java.util.Optional;

/** How long a task is expected to run. Implementations answer from memory, without blocking, and are thread-safe. */
@FunctionalInterface
public interface Durations {
    /** For a first run, when nothing is known of any task. */
    Durations UNKNOWN = task -> Optional.empty();

    /** Absent when the task was never seen. */
    Optional<Duration> expected(TaskAddress task);
}

package io.slipway.core.orchestrate;

import io.slipway.core.cache.Invalidation;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.SkipReason;
import io.slipway.core.run.TaskState;
import io.slipway.core.run.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What one task came to. Immutable.
 *
 * @param outcome of the attempt it ended with; absent when it never started, or was to be tried again
 * @param attempts how often it was started
 * @param usage of its last attempt
 * @param startedAt of its last attempt
 * @param saved how long it took when its reused result was made; zero when it ran
 * @param because why it had to run
 * @param skipped why it did not run
 */
public record TaskSummary(
        TaskAddress task,
        TaskState state,
        Optional<Outcome> outcome,
        int attempts,
        Usage usage,
        Optional<Instant> startedAt,
        Duration saved,
        Optional<Invalidation> because,
        Optional<SkipReason> skipped) {}

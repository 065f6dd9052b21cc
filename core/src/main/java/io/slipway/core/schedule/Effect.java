package io.slipway.core.schedule;

import io.slipway.core.cache.ActionKey;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.RunId;
import java.time.Duration;
import java.util.Optional;

/** What the scheduler wants done. Each is safe to be done again: it is known by run, task and attempt. */
public sealed interface Effect {
    RunId run();

    /** Make the task's key and look it up; answered by {@link Input.Hit} or {@link Input.Miss}. */
    record Resolve(RunId run, TaskAddress task) implements Effect {}

    /**
     * Run the task; answered by {@link Input.Report}.
     *
     * @param memoryBytes the most it may use, which may be more than its definition says when an attempt had too little; 0
     *     for no limit
     */
    record Dispatch(RunId run, TaskAddress task, int attempt, String agent, Optional<ActionKey> key, long memoryBytes)
            implements Effect {
        /** Without a limit on memory. */
        public Dispatch(RunId run, TaskAddress task, int attempt, String agent, Optional<ActionKey> key) {
            this(run, task, attempt, agent, key, 0);
        }
    }

    /**
     * Tell who submitted the run that it is refused. Nothing of it was accepted.
     *
     * @param reason a sentence that ends with what to do
     * @param retryAfter when there is likely to be room; absent when there never will be
     */
    record Refuse(RunId run, String reason, Optional<Duration> retryAfter) implements Effect {}

    /**
     * Stop what runs an attempt; it still answers with {@link Input.Report}, unless the attempt was given up before. For an
     * attempt that the agent does not know there is nothing to do.
     */
    record Stop(RunId run, TaskAddress task, int attempt, String agent, String reason) implements Effect {}
}

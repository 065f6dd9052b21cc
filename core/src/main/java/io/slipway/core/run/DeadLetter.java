package io.slipway.core.run;

import io.slipway.core.content.Digest;
import io.slipway.core.pipeline.TaskAddress;
import java.util.List;

/**
 * A task that was tried as often as it may be, and failed each time. Immutable.
 *
 * @param run in which it failed
 * @param pipeline digest of the run's encoded pipeline
 * @param source digest of the run's source tree
 * @param options of the run
 * @param attempts its history, first to last
 */
public record DeadLetter(
        RunId run, TaskAddress task, Digest pipeline, Digest source, RunOptions options, List<Attempt> attempts) {
    public DeadLetter {
        attempts = List.copyOf(attempts);
    }
}

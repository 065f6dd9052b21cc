package io.slipway.core.estimate;

import static java.util.Objects.requireNonNull;

import io.slipway.core.cache.ActionKey;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.Usage;
import java.time.Instant;
import java.util.Optional;

/**
 * One run of a task as the past tells of it. Immutable.
 *
 * <p>Nothing is refused here for being strange: a clock may have stepped back, and a report may come twice. What is made
 * of it is the models' business, which must not be poisoned by it.
 *
 * @param id of the run and attempt; the same one again for the same task is the same report come twice
 * @param key of the action that ran; absent where none was worked out
 * @param startedAt when it began to run, after all waiting
 * @param outcome absent while it still runs, so that {@code usage.wall()} is the least it takes
 * @param usage its {@code wall} is running time: without waiting for an agent, a lock or an approval
 */
public record Observation(
        Subject task,
        String id,
        Optional<ActionKey> key,
        Covariates covariates,
        Instant startedAt,
        Optional<Outcome.Kind> outcome,
        Usage usage) {
    public Observation {
        requireNonNull(task, "task");
        requireNonNull(id, "id");
        requireNonNull(key, "key");
        requireNonNull(covariates, "covariates");
        requireNonNull(startedAt, "startedAt");
        requireNonNull(outcome, "outcome");
        requireNonNull(usage, "usage");
    }

    boolean passed() {
        return outcome.filter(kind -> kind == Outcome.Kind.SUCCEEDED).isPresent();
    }
}

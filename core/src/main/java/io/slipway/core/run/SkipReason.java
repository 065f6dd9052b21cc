package io.slipway.core.run;

import io.slipway.core.pipeline.TaskAddress;
import java.util.Optional;

/**
 * Why a task will not run. Immutable.
 *
 * @param cause the task that stands at its beginning
 * @param detail what exactly is missing and what to do, for a person; empty when the kind says it all
 */
public record SkipReason(Kind kind, Optional<TaskAddress> cause, String detail) {
    public SkipReason(Kind kind, Optional<TaskAddress> cause) {
        this(kind, cause, "");
    }

    /** Names freeze: they are written to journals. */
    public enum Kind {
        /** Something it needs failed. */
        NEED_FAILED,
        /** Something it needs was skipped. */
        NEED_SKIPPED,
        /** Another task failed and the run stops at the first failure. */
        FAIL_FAST,
        CANCELLED,
        /** No agent can ever run it. */
        UNPLACEABLE,
        /** What it says under {@code when} does not hold. */
        CONDITION,
        /** What it says under {@code when} has no answer: the run fails. */
        CONDITION_FAILED;

        /** Whether the run fails by it, as it was to run and could not. */
        public boolean isFailure() {
            return this == UNPLACEABLE || this == CONDITION_FAILED;
        }
    }
}

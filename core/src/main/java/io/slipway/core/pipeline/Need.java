package io.slipway.core.pipeline;

import static java.util.Objects.requireNonNull;

import io.slipway.core.content.PathSet;
import java.util.Optional;

/**
 * One task's wish for another to come first. Immutable.
 *
 * @param task what is needed
 * @param optional whether the task runs all the same, without its outputs, when the needed one failed or was skipped;
 *     that a run starts nothing more after a failure, unless it is to keep going, is another matter
 * @param outputs which outputs of the needed task are inputs of this one, relative to the needed task's directory; all
 *     of them when absent
 */
public record Need(TaskAddress task, NeedKind kind, boolean optional, Optional<PathSet> outputs) {
    public Need {
        requireNonNull(task, "task");
        requireNonNull(kind, "kind");
        requireNonNull(outputs, "outputs");
    }

    /** A need for the whole outputs of {@code task}. */
    public static Need of(TaskAddress task, NeedKind kind) {
        return new Need(task, kind, false, Optional.empty());
    }
}

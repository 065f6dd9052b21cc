package io.slipway.core.local;

import io.slipway.core.pipeline.TaskKind;
import java.util.Optional;
import java.util.Set;

/**
 * Which of the tasks that were named are meant; what they need comes with them whatever it is. Immutable.
 *
 * @param kinds of one of these kinds; of all kinds when empty
 * @param labels with at least one of these labels; whatever their labels when empty
 * @param since a revision of git: only what has changed since then could make a difference to
 */
public record TaskFilter(Set<TaskKind> kinds, Set<String> labels, Optional<String> since) {
    /** All of them. */
    public static final TaskFilter NONE = new TaskFilter(Set.of(), Set.of(), Optional.empty());

    public TaskFilter {
        kinds = Set.copyOf(kinds);
        labels = Set.copyOf(labels);
    }
}

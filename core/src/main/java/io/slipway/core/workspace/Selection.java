package io.slipway.core.workspace;

import static java.util.Objects.requireNonNull;

import io.slipway.core.pipeline.TaskKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which tasks someone means. Immutable.
 *
 * @param arguments as on a command line: {@code service:task}, in which {@code *} stands for any letters; the name of a
 *     service; or else a directory relative to {@code from}, which means all services at or under it. {@code ./name} is
 *     always a directory. None means everything at or under {@code from}
 * @param from a directory relative to the workspace root, empty for the root
 * @param with kinds that are meant only when asked for, such as a deploy
 * @param kinds only tasks of these kinds, besides what they need; of all kinds when empty
 * @param labels only tasks that have one of these, besides what they need; whatever their labels when empty
 * @param changed paths relative to the workspace root: only tasks that these files could make a difference to, besides
 *     what they need; all when absent
 */
public record Selection(
        List<String> arguments,
        String from,
        Set<TaskKind> with,
        Set<TaskKind> kinds,
        Set<String> labels,
        Optional<Set<String>> changed) {
    public Selection {
        arguments = List.copyOf(arguments);
        requireNonNull(from, "from");
        with = Set.copyOf(with);
        kinds = Set.copyOf(kinds);
        labels = Set.copyOf(labels);
        changed = changed.map(Set::copyOf);
    }

    /** What these arguments mean, whatever kind it is of and whether or not it changed. */
    public static Selection of(List<String> arguments, String from, Set<TaskKind> with) {
        return new Selection(arguments, from, with, Set.of(), Set.of(), Optional.empty());
    }
}

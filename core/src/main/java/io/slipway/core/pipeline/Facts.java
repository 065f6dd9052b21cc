package io.slipway.core.pipeline;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is known of a run when it is asked for, and what conditions may ask. Immutable.
 *
 * @param values by name: {@code branch}, {@code tag}, {@code event}, {@code params.NAME} and {@code env.NAME}; what is not
 *     there is empty
 * @param changed files that differ from an earlier revision, relative to the workspace root
 */
public record Facts(SortedMap<String, String> values, SortedSet<String> changed) {
    /** Nothing is known. */
    public static final Facts NONE = new Facts(new TreeMap<>(), new TreeSet<>());

    public Facts {
        values = values.isEmpty()
                ? Collections.emptySortedMap()
                : Collections.unmodifiableSortedMap(new TreeMap<>(values));
        changed = changed.isEmpty()
                ? Collections.emptySortedSet()
                : Collections.unmodifiableSortedSet(new TreeSet<>(changed));
    }
}

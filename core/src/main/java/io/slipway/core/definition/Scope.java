package io.slipway.core.definition;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What {@code ${{ name }}} stands for where it is written: {@code params.…}, {@code vars.…}, {@code matrix.…},
 * {@code service} and {@code task}. Values hold no names themselves, so that looking one up always ends. Immutable.
 */
final class Scope {
    /** Before parameters and variables are known: where they are declared. */
    static final Scope EMPTY = new Scope(new TreeMap<>());

    private final SortedMap<String, String> values;

    private Scope(SortedMap<String, String> values) {
        this.values = Collections.unmodifiableSortedMap(values);
    }

    /** With these too, each under {@code group.name}; they hide what had their names. */
    Scope with(String group, Map<String, String> more) {
        TreeMap<String, String> all = new TreeMap<>(values);
        more.forEach((name, value) -> all.put(group + "." + name, value));
        return new Scope(all);
    }

    Scope with(String name, String value) {
        TreeMap<String, String> all = new TreeMap<>(values);
        all.put(name, value);
        return new Scope(all);
    }

    Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** All names, sorted. */
    Iterable<String> names() {
        return values.keySet();
    }
}

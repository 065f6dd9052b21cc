package io.slipway.core.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The keys of one map of the language: readers refuse all others, the schema describes them, and {@code slipway fmt} writes them in
 * this order. Immutable.
 *
 * @param name of the map in the schema
 */
record Keys(String name, List<Key> keys) {
    Keys {
        keys = List.copyOf(keys);
    }

    /**
     * One key.
     *
     * @param isRequired whether it must be there
     * @param fallback what counts when it is left out, as people would write it; absent when that is nothing
     * @param meaning one sentence
     * @param example its value as people would write it
     */
    record Key(
            String name, boolean isRequired, Shape shape, Optional<String> fallback, String meaning, String example) {}

    static Keys of(String name, Key... keys) {
        return new Keys(name, List.of(keys));
    }

    static Key required(String name, Shape shape, String meaning, String example) {
        return new Key(name, true, shape, Optional.empty(), meaning, example);
    }

    static Key key(String name, Shape shape, String meaning, String example) {
        return new Key(name, false, shape, Optional.empty(), meaning, example);
    }

    static Key key(String name, Shape shape, String fallback, String meaning, String example) {
        return new Key(name, false, shape, Optional.of(fallback), meaning, example);
    }

    /** In their order. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        for (Key key : keys) names.add(key.name());
        return List.copyOf(names);
    }

    Optional<Key> find(String key) {
        return keys.stream().filter(each -> each.name().equals(key)).findFirst();
    }
}

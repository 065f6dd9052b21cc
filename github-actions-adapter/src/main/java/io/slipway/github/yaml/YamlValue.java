package io.slipway.github.yaml;

import static java.util.Objects.requireNonNull;

import io.slipway.core.pipeline.Place;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A value of a file, with its place. Aliases are what they stand for. Immutable. */
public sealed interface YamlValue {
    Place place();

    /** What it is, for messages: {@code a list}. */
    String kind();

    /** A scalar's text as it was written; absent for nothing, lists and maps. */
    default Optional<String> text() {
        return Optional.empty();
    }

    /** A list's items; none of anything else. */
    default List<YamlValue> items() {
        return List.of();
    }

    /** A map's field, if it is a map and has it. */
    default Optional<YamlValue> get(String key) {
        return Optional.empty();
    }

    /** A map's field, if that is a map. */
    default Optional<Mapping> map(String key) {
        return get(key).filter(Mapping.class::isInstance).map(Mapping.class::cast);
    }

    default boolean isNothing() {
        return false;
    }

    /** What a scalar means. */
    enum ScalarType {
        TEXT("text"),
        NUMBER("a number"),
        TRUTH("true or false"),
        NOTHING("nothing");

        private final String kind;

        ScalarType(String kind) {
            this.kind = kind;
        }
    }

    /**
     * Text, a number, a boolean, or nothing.
     *
     * @param value as it was written
     */
    record Scalar(Place place, String value, ScalarType type) implements YamlValue {
        public Scalar {
            requireNonNull(place, "place");
            requireNonNull(value, "value");
            requireNonNull(type, "type");
        }

        @Override
        public String kind() {
            return type.kind;
        }

        @Override
        public Optional<String> text() {
            return isNothing() ? Optional.empty() : Optional.of(value);
        }

        @Override
        public boolean isNothing() {
            return type == ScalarType.NOTHING;
        }

        /** Whether a boolean is true; anything else is not. */
        public boolean isTrue() {
            return type == ScalarType.TRUTH && value.equalsIgnoreCase("true");
        }
    }

    /** A list. */
    record Sequence(Place place, List<YamlValue> items) implements YamlValue {
        public Sequence {
            requireNonNull(place, "place");
            items = List.copyOf(items);
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    /**
     * A map, in the order written.
     *
     * @param fields by key
     * @param keyPlaces where each key was written
     */
    record Mapping(Place place, Map<String, YamlValue> fields, Map<String, Place> keyPlaces) implements YamlValue {
        public Mapping {
            requireNonNull(place, "place");
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
            keyPlaces = Collections.unmodifiableMap(new LinkedHashMap<>(keyPlaces));
        }

        @Override
        public String kind() {
            return "a map";
        }

        @Override
        public Optional<YamlValue> get(String key) {
            return Optional.ofNullable(fields.get(key));
        }

        /** Where the key was written, or the map where it has no such key. */
        public Place keyPlace(String key) {
            return keyPlaces.getOrDefault(key, place);
        }
    }
}

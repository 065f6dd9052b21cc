package io.slipway.gitlab.yaml;

import static java.util.Objects.requireNonNull;

import io.slipway.core.pipeline.Place;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A value of a file, with its place. Aliases are what they stand for, merge keys are merged. Immutable. Values may share
 * parts, so that walking through all of one may take much longer than the file is: who walks has to count.
 */
public sealed interface YamlValue {
    Place place();

    /** What it is, for messages: {@code a list}. */
    String kind();

    /** A scalar's text as it was written. */
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

    default boolean isNothing() {
        return false;
    }

    /**
     * Text, a number, a boolean, or nothing.
     *
     * @param plain whether it was written without quotes
     */
    record Scalar(Place place, String value, boolean plain) implements YamlValue {
        private static final Pattern TRUE = Pattern.compile("(?i)true|yes|on");
        private static final Pattern FALSE = Pattern.compile("(?i)false|no|off");
        private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9][0-9_]*(\\.[0-9_]*)?([eE][-+]?[0-9]+)?");

        public Scalar {
            requireNonNull(place, "place");
            requireNonNull(value, "value");
        }

        @Override
        public String kind() {
            if (isNothing()) return "nothing";
            if (truth().isPresent()) return "true or false";
            return plain && NUMBER.matcher(value).matches() ? "a number" : "text";
        }

        @Override
        public Optional<String> text() {
            return isNothing() ? Optional.empty() : Optional.of(value);
        }

        @Override
        public boolean isNothing() {
            return plain && (value.isEmpty() || value.equals("~") || value.equalsIgnoreCase("null"));
        }

        /** Of a boolean of YAML 1.1: {@code yes} and {@code on} are true. */
        public Optional<Boolean> truth() {
            if (!plain) return Optional.empty();
            if (TRUE.matcher(value).matches()) return Optional.of(true);
            return FALSE.matcher(value).matches() ? Optional.of(false) : Optional.empty();
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
     * A map, in the order written; of a key written twice the last.
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

        /** The same with this field. */
        public Mapping with(String key, Place keyPlace, YamlValue value) {
            Map<String, YamlValue> changed = new LinkedHashMap<>(fields);
            changed.put(key, value);
            Map<String, Place> places = new LinkedHashMap<>(keyPlaces);
            places.put(key, keyPlace);
            return new Mapping(place, changed, places);
        }

        /** The same without this field. */
        public Mapping without(String key) {
            if (!fields.containsKey(key)) return this;
            Map<String, YamlValue> changed = new LinkedHashMap<>(fields);
            changed.remove(key);
            return new Mapping(place, changed, keyPlaces);
        }
    }

    /** {@code !reference [job, key, …]}: what stands there, when all files are read. */
    record Reference(Place place, List<String> path) implements YamlValue {
        public Reference {
            requireNonNull(place, "place");
            path = List.copyOf(path);
        }

        @Override
        public String kind() {
            return "a reference";
        }

        /** {@code .setup, script}. */
        public String shown() {
            return String.join(", ", new ArrayList<>(path));
        }
    }
}

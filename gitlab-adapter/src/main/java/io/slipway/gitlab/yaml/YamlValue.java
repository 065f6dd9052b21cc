package io.slipway.gitlab.yaml;

import static java.util.Objects.requireNonNull;

import io.slipway.core.pipeline.Place;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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
        private static final Pattern NUMBER =
                Pattern.compile("[-+]?(0x[0-9a-fA-F_]+|[0-9][0-9_]*(\\.[0-9_]*)?([eE][-+]?[0-9]+)?)");

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

        /**
         * The text of what YAML 1.1 makes of it, as GitLab gives it to a job: {@code yes} is {@code true}, {@code 0777} is
         * 511, {@code 1.10} is 1.1, {@code 1:30} is 90. Nothing is no text at all.
         */
        public String meaning() {
            if (!plain || value.isEmpty()) return value;
            if (isNothing()) return "";
            Optional<Boolean> truth = truth();
            return truth.isPresent() ? truth.get().toString() : Numbers.meaning(value);
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
     * A key of a map and what it stands for.
     *
     * @param keyPlace where the key was written
     */
    record Field(String key, Place keyPlace, YamlValue value) {
        public Field {
            requireNonNull(key, "key");
            requireNonNull(keyPlace, "keyPlace");
            requireNonNull(value, "value");
        }
    }

    /** A map, in the order written; of a key written twice the last. */
    final class Mapping implements YamlValue {
        private final Place place;
        private final List<Field> fields;
        /** Empty for a small map, which is looked through faster than a hash is made. */
        private final Map<String, Field> byKey;

        private Mapping(Place place, List<Field> fields) {
            this.place = place;
            this.fields = fields;
            this.byKey = fields.size() > Collector.FEW ? new HashMap<>(fields.size() * 2) : Map.of();
            if (fields.size() > Collector.FEW) for (Field field : fields) byKey.put(field.key(), field);
        }

        /** The map without fields. */
        public static Mapping empty(Place place) {
            return new Mapping(requireNonNull(place, "place"), List.of());
        }

        @Override
        public Place place() {
            return place;
        }

        @Override
        public String kind() {
            return "a map";
        }

        /** As written. */
        public List<Field> fields() {
            return Collections.unmodifiableList(fields);
        }

        /** The keys, as written. */
        public List<String> keys() {
            List<String> keys = new ArrayList<>(fields.size());
            for (Field field : fields) keys.add(field.key());
            return keys;
        }

        public boolean isEmpty() {
            return fields.isEmpty();
        }

        @Override
        public Optional<YamlValue> get(String key) {
            Field field = find(key);
            return field == null ? Optional.empty() : Optional.of(field.value());
        }

        /** Where the key was written, or the map where it has no such key. */
        public Place keyPlace(String key) {
            Field field = find(key);
            return field == null ? place : field.keyPlace();
        }

        private @Nullable Field find(String key) {
            if (fields.size() > Collector.FEW) return byKey.get(key);
            for (Field field : fields) if (field.key().equals(key)) return field;
            return null;
        }

        /** The same with this field. */
        public Mapping with(Field field) {
            Collector changed = new Collector(fields.size() + 1);
            changed.putAll(this);
            changed.put(field);
            return changed.at(place);
        }

        /** The same without this field. */
        public Mapping without(String key) {
            if (find(key) == null) return this;
            List<Field> kept = new ArrayList<>(fields.size());
            for (Field field : fields) if (!field.key().equals(key)) kept.add(field);
            return new Mapping(place, kept);
        }
    }

    /** Puts the fields of a map together; one that is there already is replaced where it stands. Confined to one thread. */
    final class Collector {
        static final int FEW = 12;

        private List<Field> fields;
        private final Map<String, Integer> positions = new HashMap<>();

        /** @param expected about how many fields there will be */
        public Collector(int expected) {
            this.fields = new ArrayList<>(expected);
        }

        public void put(Field field) {
            int position = position(field.key());
            if (position >= 0) {
                fields.set(position, field);
                return;
            }
            fields.add(field);
            if (fields.size() > FEW) {
                if (positions.isEmpty())
                    for (int i = 0; i < fields.size(); i++)
                        positions.put(fields.get(i).key(), i);
                else positions.put(field.key(), fields.size() - 1);
            }
        }

        public void putAll(Mapping mapping) {
            for (Field field : mapping.fields) put(field);
        }

        /** What is there now. */
        public Optional<Field> find(String key) {
            int position = position(key);
            return position < 0 ? Optional.empty() : Optional.of(fields.get(position));
        }

        private int position(String key) {
            if (fields.size() > FEW) return positions.getOrDefault(key, -1);
            for (int i = 0; i < fields.size(); i++) if (fields.get(i).key().equals(key)) return i;
            return -1;
        }

        /** The map; nothing is put after that. */
        public Mapping at(Place place) {
            Mapping mapping = new Mapping(requireNonNull(place, "place"), fields);
            fields = List.of();
            return mapping;
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

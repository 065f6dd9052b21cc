package io.slipway.github.expression;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What an expression comes to. Immutable; coercions are those of GitHub, which are nearly those of JavaScript.
 */
public sealed interface Value {
    /** Whether it counts as true in a condition. */
    Truth truth();

    /** As text: <code>Array</code> and <code>Object</code> of lists and maps; of what is unknown three dots. */
    String text();

    /** As a number; not a number where it is none. */
    double number();

    /** Neither a list nor a map. */
    default boolean isPrimitive() {
        return true;
    }

    /** Whether any of it is not known. */
    default boolean isUnknown() {
        return false;
    }

    /** Whether {@code ==} holds; unknown where one of them is. */
    default Truth equalTo(Value other) {
        return Comparing.compare("==", this, other).truth();
    }

    static Value nothing() {
        return Nothing.ONLY;
    }

    /** What only the host knows. */
    static Value unknown() {
        return Unknown.MAYBE;
    }

    static Value of(boolean flag) {
        return flag ? Flag.TRUE : Flag.FALSE;
    }

    static Value of(Truth truth) {
        return truth == Truth.MAYBE ? unknown() : of(truth == Truth.YES);
    }

    /** No value at all. */
    record Nothing() implements Value {
        private static final Nothing ONLY = new Nothing();

        @Override
        public Truth truth() {
            return Truth.NO;
        }

        @Override
        public String text() {
            return "";
        }

        @Override
        public double number() {
            return 0;
        }
    }

    /** True or false. */
    record Flag(boolean value) implements Value {
        private static final Flag TRUE = new Flag(true);
        private static final Flag FALSE = new Flag(false);

        @Override
        public Truth truth() {
            return Truth.of(value);
        }

        @Override
        public String text() {
            return String.valueOf(value);
        }

        @Override
        public double number() {
            return value ? 1 : 0;
        }
    }

    /** A number. */
    record Amount(double number) implements Value {
        @Override
        public Truth truth() {
            return Truth.of(number != 0 && !Double.isNaN(number));
        }

        @Override
        public String text() {
            return Numbers.text(number);
        }
    }

    /** Text. */
    record Text(String text) implements Value {
        public Text {
            requireNonNull(text, "text");
        }

        @Override
        public Truth truth() {
            return Truth.of(!text.isEmpty());
        }

        @Override
        public double number() {
            return Numbers.parse(text);
        }
    }

    /** A list or a map: true even when empty, and no number. */
    sealed interface Several extends Value {
        @Override
        default Truth truth() {
            return Truth.YES;
        }

        @Override
        default double number() {
            return Double.NaN;
        }

        @Override
        default boolean isPrimitive() {
            return false;
        }
    }

    /**
     * A list.
     *
     * @param filtered made by <code>.*</code>: what is taken from it is taken from each of its items
     */
    record Items(List<Value> values, boolean filtered) implements Several {
        public Items {
            values = List.copyOf(values);
        }

        public Items(List<Value> values) {
            this(values, false);
        }

        @Override
        public String text() {
            return "Array";
        }

        @Override
        public boolean isUnknown() {
            return values.stream().anyMatch(Value::isUnknown);
        }
    }

    /**
     * A map, in its order. Keys are found whatever their case.
     *
     * @param whole whether there are no other keys; what is taken from another is unknown if there may be
     */
    record Fields(Map<String, Value> values, boolean whole) implements Several {
        public Fields {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }

        public Fields(Map<String, Value> values) {
            this(values, true);
        }

        /** The value of a key: nothing, or unknown, when there is none. O(fields) when the case is another. */
        public Value find(String key) {
            Value exact = values.get(key);
            if (exact != null) return exact;
            String upper = key.toUpperCase(Locale.ROOT);
            for (Map.Entry<String, Value> field : values.entrySet())
                if (field.getKey().toUpperCase(Locale.ROOT).equals(upper)) return field.getValue();
            return whole ? nothing() : unknown();
        }

        /** Whether it has the key, in whatever case. */
        public boolean has(String key) {
            return values.keySet().stream().anyMatch(key::equalsIgnoreCase);
        }

        @Override
        public String text() {
            return "Object";
        }

        @Override
        public boolean isUnknown() {
            return !whole || values.values().stream().anyMatch(Value::isUnknown);
        }
    }

    /**
     * What only the host knows when it runs.
     *
     * @param truth what is known of it all the same
     */
    record Unknown(Truth truth) implements Value {
        private static final Unknown MAYBE = new Unknown(Truth.MAYBE);

        @Override
        public String text() {
            return "…";
        }

        @Override
        public double number() {
            return Double.NaN;
        }

        @Override
        public boolean isUnknown() {
            return true;
        }
    }
}

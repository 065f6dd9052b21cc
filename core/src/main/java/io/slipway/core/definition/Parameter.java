package io.slipway.core.definition;

import java.util.List;
import java.util.Optional;

/**
 * Something that is decided when a run is asked for, under {@code params} of the workspace file. Immutable.
 *
 * @param fallback its value when none is given; one must be given when absent
 * @param allowed its possible values; all of its type when empty
 */
record Parameter(String name, Type type, Optional<String> fallback, List<String> allowed) {
    /** What its values look like. */
    enum Type {
        STRING,
        NUMBER,
        BOOLEAN;

        String text() {
            return switch (this) {
                case STRING -> "string";
                case NUMBER -> "number";
                case BOOLEAN -> "boolean";
            };
        }

        boolean has(String value) {
            return switch (this) {
                case STRING -> true;
                case NUMBER -> isNumber(value);
                case BOOLEAN -> value.equals("true") || value.equals("false");
            };
        }

        private static boolean isNumber(String value) {
            return value.matches("-?\\d{1,15}(\\.\\d{1,15})?");
        }

        String expected() {
            return switch (this) {
                case STRING -> "text";
                case NUMBER -> "a number such as `3` or `0.5`";
                case BOOLEAN -> "`true` or `false`";
            };
        }
    }

    Parameter {
        allowed = List.copyOf(allowed);
    }

    /** What is wrong with a value, and what to write; nothing when it is right. */
    Optional<String> objection(String value) {
        if (!type.has(value)) return Optional.of("write " + type.expected());
        if (!allowed.isEmpty() && !allowed.contains(value)) {
            return Optional.of("use one of `" + String.join("`, `", allowed) + "`");
        }
        return Optional.empty();
    }

    /** Its name in the environment: {@code SLIPWAY_PARAM_} and the name in capitals, {@code _} for what is no letter or digit. */
    String variable() {
        StringBuilder variable = new StringBuilder(ParameterValues.VARIABLE_PREFIX);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            variable.append(Character.isLetterOrDigit(c) ? Character.toUpperCase(c) : '_');
        }
        return variable.toString();
    }
}

package io.slipway.core.pipeline;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * Which of the tasks of one matrix: a value for each axis, written {@code jdk=17,os=linux} with the axes sorted.
 * Immutable.
 */
public record Variant(SortedMap<String, String> values) {
    /** What an axis or one of its values may look like, in words for a message. */
    public static final String RULE = "letters, digits, '.', '_', '+' or '-', at most 100";

    private static final int LONGEST = 100;

    public Variant {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
        if (values.isEmpty()) throw new IllegalArgumentException("variant: nothing (expected: axis=value)");
        values.forEach((axis, value) -> {
            if (!isWord(axis)) throw new IllegalArgumentException("axis: '" + axis + "' (expected: " + RULE + ")");
            if (!isWord(value)) throw new IllegalArgumentException(axis + ": '" + value + "' (expected: " + RULE + ")");
        });
    }

    /** Whether {@code text} may be an axis or a value of one. */
    public static boolean isWord(String text) {
        if (text.isEmpty() || text.length() > LONGEST) return false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isLetterOrDigit = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!isLetterOrDigit && c != '.' && c != '_' && c != '+' && c != '-') return false;
        }
        return true;
    }

    /**
     * Reads {@code jdk=17,os=linux}, in whatever order it was written.
     *
     * @throws IllegalArgumentException when the text has another form
     */
    public static Variant parse(String text) {
        Map<String, String> values = new TreeMap<>();
        for (String part : text.split(",", -1)) {
            int sign = part.indexOf('=');
            if (sign < 0) throw new IllegalArgumentException("variant: '" + part + "' (expected: axis=value)");
            if (values.put(part.substring(0, sign), part.substring(sign + 1)) != null) {
                throw new IllegalArgumentException("variant: '" + text + "' (expected: each axis once)");
            }
        }
        return new Variant(new TreeMap<>(values));
    }

    /** Whether it has all the values of {@code part}, and maybe more. */
    public boolean agreesWith(Variant part) {
        return values.entrySet().containsAll(part.values.entrySet());
    }

    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(",");
        values.forEach((axis, value) -> text.add(axis + "=" + value));
        return text.toString();
    }
}

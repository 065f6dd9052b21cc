package io.slipway.core.content;

import java.util.Arrays;

/**
 * {@code [a-z_]}: one character of some, or with {@code !} or {@code ^} first, of all others. Immutable.
 *
 * <p>A {@code ]} that comes first and a {@code -} that comes first or last stand for themselves, so {@code [[]},
 * {@code [*]} and {@code [?]} are how a name with such a character is written.
 */
final class CharacterClass {
    private final boolean negated;
    private final int[] bounds; // pairs: first and last character of each range

    private CharacterClass(boolean negated, int[] bounds) {
        this.negated = negated;
        this.bounds = bounds;
    }

    /** Where the bracket that opens at {@code open} closes. */
    static int endOf(String text, int open, String whole) {
        int from = open + 1;
        if (from < text.length() && isNegation(text.charAt(from))) from++;
        // a bracket right after the opening one belongs to the class
        int end = text.indexOf(']', from + 1);
        if (end < 0) {
            throw new IllegalArgumentException(
                    "pattern: '" + whole + "' (expected: a ']' for every '['; a bracket in a name is written '[[]')");
        }
        return end;
    }

    static CharacterClass parse(String text, int open, int end, String whole) {
        boolean negated = isNegation(text.charAt(open + 1));
        int[] codes =
                text.substring(negated ? open + 2 : open + 1, end).codePoints().toArray();
        int[] bounds = new int[2 * codes.length];
        int length = 0;
        for (int i = 0; i < codes.length; i++) {
            int first = codes[i];
            int last = first;
            if (i + 2 < codes.length && codes[i + 1] == '-') {
                last = codes[i + 2];
                i += 2;
            }
            if (last < first) {
                throw new IllegalArgumentException(
                        "pattern: '" + whole + "' (expected: a range from low to high, as in '[a-z]')");
            }
            bounds[length++] = first;
            bounds[length++] = last;
        }
        return new CharacterClass(negated, Arrays.copyOf(bounds, length));
    }

    private static boolean isNegation(char c) {
        return c == '!' || c == '^';
    }

    boolean contains(int c) {
        for (int i = 0; i < bounds.length; i += 2) {
            if (bounds[i] <= c && c <= bounds[i + 1]) return !negated;
        }
        return negated;
    }

    boolean isSingle() {
        return !negated && bounds.length == 2 && bounds[0] == bounds[1];
    }

    /** A character that it contains, one that people use where there is one. */
    int sample() {
        return common(this);
    }

    /** A character that both contain, or -1. */
    int common(CharacterClass other) {
        for (int c = 'a'; c <= 'z'; c++) {
            if (contains(c) && other.contains(c)) return c;
        }
        // if there is any, there is one where a range begins or right after one that is left out
        for (CharacterClass side : new CharacterClass[] {this, other}) {
            for (int i = 0; i < side.bounds.length; i++) {
                int c = side.negated && i % 2 == 1 ? side.bounds[i] + 1 : side.bounds[i];
                if (c != '/' && contains(c) && other.contains(c)) return c;
            }
        }
        return -1;
    }

    /** The one character of a class that {@link #isSingle}. */
    int single() {
        return bounds[0];
    }
}

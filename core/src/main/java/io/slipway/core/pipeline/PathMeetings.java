package io.slipway.core.pipeline;

import io.slipway.core.content.PathSet;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * Finds out which of many sets of paths can meet, without comparing each with each.
 *
 * <p>Two patterns can only mean one path when the literal text before the first wildcard of one begins that of the
 * other. Sorted by that text, all that can meet a pattern stand on one stack above it, as in a walk over a trie; only
 * those are compared. O(n log n) when nothing shares its literal beginning. Confined to one thread.
 *
 * @param <T> whose paths they are
 */
public final class PathMeetings<T> {
    private final List<Beginning<T>> beginnings = new ArrayList<>();

    private record Beginning<T>(T owner, String literal) {}

    /**
     * @param paths seen from the workspace root
     */
    public void add(T owner, PathSet paths) {
        for (String pattern : paths.patterns()) {
            if (!pattern.startsWith("!")) beginnings.add(new Beginning<>(owner, literalBeginning(pattern)));
        }
    }

    /**
     * Shows pairs of owners that may meet, in an order that depends only on what was added; a pair may be shown more than
     * once, and an owner with itself.
     *
     * @param isEnough told each pair; when it says yes for one, the pattern on its right side is shown with no other
     */
    public void forEachPair(BiPredicate<T, T> isEnough) {
        beginnings.sort(Comparator.comparing(Beginning::literal));
        Deque<Beginning<T>> above = new ArrayDeque<>();
        for (Beginning<T> beginning : beginnings) {
            while (!above.isEmpty()
                    && !beginning.literal().startsWith(above.getLast().literal())) {
                above.removeLast();
            }
            for (Beginning<T> other : above) {
                if (isEnough.test(other.owner(), beginning.owner())) break;
            }
            above.addLast(beginning);
        }
    }

    /** The text before the first wildcard of {@code pattern}, without names that are only a dot. */
    static String literalBeginning(String pattern) {
        int end = 0;
        while (end < pattern.length() && "*?[{".indexOf(pattern.charAt(end)) < 0) end++;
        String literal = pattern.substring(0, end);
        boolean dots = literal.startsWith(".") || literal.contains("/.");
        return dots ? withoutDots(literal, end == pattern.length()) : literal;
    }

    private static String withoutDots(String literal, boolean isWhole) {
        StringBuilder names = new StringBuilder();
        for (String name : literal.split("(?<=/)")) {
            if (!name.equals("./") && !(isWhole && name.equals("."))) names.append(name);
        }
        return names.toString();
    }
}

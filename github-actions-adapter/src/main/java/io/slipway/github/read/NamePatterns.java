package io.slipway.github.read;

import io.slipway.github.expression.Truth;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The filters of {@code branches}, {@code tags} and {@code paths}: each pattern that names the text decides anew, one with
 * {@code !} before it against. Immutable. O(patterns · text), in a bounded number of steps.
 *
 * <pre>
 * *    anything but /        ?    the character before, or none        [ab1-9]    one of these
 * **   anything              +    the character before, once or more   \x         x itself
 * </pre>
 */
final class NamePatterns {
    private static final int MOST_STEPS = 100_000;

    private final List<String> written;

    NamePatterns(List<String> written) {
        this.written = List.copyOf(written);
    }

    /** Whether the patterns are for the text; maybe when that takes too long to say. */
    Truth match(String text) {
        Truth matched = Truth.NO;
        for (String pattern : written) {
            boolean against = pattern.startsWith("!");
            Truth names = names(against ? pattern.substring(1) : pattern, text);
            if (names == Truth.NO) continue;
            Truth decided = Truth.of(!against);
            matched = names == Truth.YES || matched == decided ? decided : Truth.MAYBE;
        }
        return matched;
    }

    private static Truth names(String pattern, String text) {
        try {
            return Truth.of(
                    Pattern.compile(regex(pattern)).matcher(new Counted(text)).matches());
        } catch (PatternSyntaxException | TooLongException e) {
            return Truth.MAYBE;
        }
    }

    private static String regex(String pattern) {
        StringBuilder regex = new StringBuilder("(?s)");
        boolean repeatable = false;
        for (int at = 0; at < pattern.length(); at++) {
            char c = pattern.charAt(at);
            boolean begins = at == 0 || pattern.charAt(at - 1) == '/';
            int end = c == '[' ? pattern.indexOf(']', at) : -1;
            if (begins && pattern.startsWith("**/", at)) {
                regex.append("(?:.*/)?");
                at += 2;
                repeatable = false;
            } else if (c == '*') {
                boolean anything = pattern.startsWith("**", at);
                while (at + 1 < pattern.length() && pattern.charAt(at + 1) == '*') at++;
                regex.append(anything ? ".*" : "[^/]*");
                repeatable = false;
            } else if ((c == '?' || c == '+') && repeatable) {
                regex.append(c);
                repeatable = false;
            } else if (end > at + 1) {
                regex.append('[')
                        .append(pattern.substring(at + 1, end).replaceAll("[\\\\\\[&^]", "\\\\$0"))
                        .append(']');
                at = end;
                repeatable = true;
            } else {
                if (c == '\\' && at + 1 < pattern.length()) c = pattern.charAt(++at);
                regex.append(Character.isLetterOrDigit(c) || Character.isSurrogate(c) ? "" + c : Pattern.quote("" + c));
                repeatable = true;
            }
        }
        return regex.toString();
    }

    private static final class TooLongException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Text that lets itself be looked at so often and no more: some patterns look for ever. */
    private static final class Counted implements CharSequence {
        private final String text;
        private int looks;

        Counted(String text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            if (++looks > MOST_STEPS) throw new TooLongException();
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}

package io.slipway.github.read;

import io.slipway.core.imported.CountedText;
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
            return Truth.of(Pattern.compile(regex(pattern))
                    .matcher(new CountedText(text))
                    .matches());
        } catch (PatternSyntaxException | CountedText.TooLongException e) {
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
}

package io.slipway.gitlab.read;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern of file names as GitLab reads it in {@code changes} and {@code exists}: Ruby's {@code File.fnmatch?} with
 * {@code FNM_PATHNAME}, {@code FNM_DOTMATCH} and {@code FNM_EXTGLOB}. Immutable. Matching takes a bounded number of steps.
 *
 * <pre>
 * **&#47;      directories, however many, or none        *        anything within a name
 * {a,b}    one of several                            ?        one character of a name
 * [a-z]    one of these, [!a-z] none of these        \x       x itself
 * </pre>
 */
final class Glob {
    private static final int DEEPEST = 20;

    private final Optional<Pattern> names;

    private Glob(Optional<Pattern> names) {
        this.names = names;
    }

    static Glob of(String pattern) {
        StringBuilder regex = new StringBuilder("\\A(?s:");
        append(pattern, 0, regex);
        try {
            return new Glob(Optional.of(Pattern.compile(regex.append(")\\z").toString())));
        } catch (PatternSyntaxException e) {
            return new Glob(Optional.empty()); // a set such as [z-a]
        }
    }

    /** Whether it names this file; maybe when it is none, or that takes too long to say. */
    Truth matches(String path) {
        return names.map(regex -> Conditions.found(regex, path)).orElse(Truth.MAYBE);
    }

    /** Whether there is anything in it but plain letters. */
    static boolean isPlain(String pattern) {
        return pattern.chars().noneMatch(c -> "*?[]{}\\".indexOf(c) >= 0);
    }

    private static void append(String pattern, int depth, StringBuilder regex) {
        for (int at = 0; at < pattern.length(); at++) {
            char c = pattern.charAt(at);
            boolean begins = at == 0 || pattern.charAt(at - 1) == '/';
            if (c == '\\' && at + 1 < pattern.length()) {
                literal(pattern.charAt(++at), regex);
            } else if (begins && pattern.startsWith("**/", at)) {
                regex.append("(?:[^/]+/)*");
                at += 2;
            } else if (c == '*') {
                while (at + 1 < pattern.length() && pattern.charAt(at + 1) == '*') at++;
                regex.append("[^/]*");
            } else if (c == '?') {
                regex.append("[^/]");
            } else if (c == '[' && pattern.indexOf(']', at + 2) > 0) {
                int end = pattern.indexOf(']', at + 2);
                set(pattern.substring(at + 1, end), regex);
                at = end;
            } else if (c == '{' && depth < DEEPEST && closing(pattern, at) > 0) {
                int end = closing(pattern, at);
                choice(pattern.substring(at + 1, end), depth, regex);
                at = end;
            } else {
                literal(c, regex);
            }
        }
    }

    private static void literal(char c, StringBuilder regex) {
        if (Character.isLetterOrDigit(c) || Character.isSurrogate(c)) regex.append(c);
        else regex.append(Pattern.quote(String.valueOf(c)));
    }

    private static void set(String inside, StringBuilder regex) {
        boolean none = inside.startsWith("!") || inside.startsWith("^");
        regex.append(none ? "[^/" : "[");
        for (char c : (none ? inside.substring(1) : inside).toCharArray()) {
            if (c == '[' || c == ']' || c == '\\' || c == '&' || c == '^') regex.append('\\');
            regex.append(c);
        }
        regex.append(']');
    }

    /** Where the brace at {@code from} is closed; -1 when it is not. */
    private static int closing(String pattern, int from) {
        int open = 0;
        for (int at = from; at < pattern.length(); at++) {
            char c = pattern.charAt(at);
            if (c == '\\') at++;
            else if (c == '{') open++;
            else if (c == '}' && --open == 0) return at;
        }
        return -1;
    }

    private static void choice(String inside, int depth, StringBuilder regex) {
        regex.append("(?:");
        int from = 0;
        int open = 0;
        for (int at = 0; at <= inside.length(); at++) {
            char c = at < inside.length() ? inside.charAt(at) : ',';
            if (c == '{') open++;
            else if (c == '}') open--;
            boolean ends = at == inside.length() || (c == ',' && open == 0);
            if (!ends) continue;
            append(inside.substring(from, at), depth + 1, regex);
            if (at < inside.length()) regex.append('|');
            from = at + 1;
        }
        regex.append(')');
    }
}

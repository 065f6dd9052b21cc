package io.slipway.gitlab.read;

import io.slipway.core.imported.CountedText;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates the {@code if} of a rule, with variables of which some are not known.
 *
 * <pre>
 * either     = both { "||" both }
 * both       = comparison { "&amp;&amp;" comparison }
 * comparison = value [ ("==" | "!=" | "=~" | "!~") value ]
 * value      = "$NAME" | "'…'" | '"…"' | "/…/i" | "null" | "(" either ")"
 * </pre>
 *
 * <p>A value by itself holds when it is set and not empty. Confined to one thread. O(text), matching a pattern takes at
 * most a fixed number of steps.
 */
final class Conditions {
    private static final int DEEPEST = 50;

    private final String text;
    private final Variables variables;
    private int at;
    private int depth;

    private Conditions(String text, Variables variables) {
        this.text = text;
        this.variables = variables;
    }

    /** Thrown for what is no condition; its message says what was expected. */
    static final class MalformedConditionException extends Exception {
        private static final long serialVersionUID = 1L;

        MalformedConditionException(String message) {
            super(message);
        }
    }

    /**
     * A value that is compared.
     *
     * @param known whether it is known at all
     * @param value absent for null and for a variable that is not set
     * @param holds of something in parentheses
     */
    private record Operand(boolean known, Optional<String> value, Optional<Truth> holds) {
        static Operand of(@Nullable String value) {
            return new Operand(true, Optional.ofNullable(value), Optional.empty());
        }

        Truth truth() {
            if (holds.isPresent()) return holds.get();
            if (!known) return Truth.MAYBE;
            return Truth.of(value.isPresent() && !value.get().isEmpty());
        }
    }

    static Truth evaluate(String text, Variables variables) throws MalformedConditionException {
        Conditions conditions = new Conditions(text, variables);
        Truth truth = conditions.either().truth();
        conditions.skipBlanks();
        if (conditions.at < text.length()) throw conditions.expected("the end");
        return truth;
    }

    private Operand either() throws MalformedConditionException {
        return chain("||", this::both, Truth::or);
    }

    private Operand both() throws MalformedConditionException {
        return chain("&&", this::comparison, Truth::and);
    }

    private interface Part {
        Operand read() throws MalformedConditionException;
    }

    private Operand chain(String operator, Part part, BiFunction<Truth, Truth, Truth> join)
            throws MalformedConditionException {
        Operand first = part.read();
        if (!peek(operator)) return first;
        Truth truth = first.truth();
        while (take(operator)) truth = join.apply(truth, part.read().truth());
        return new Operand(true, Optional.empty(), Optional.of(truth));
    }

    private Operand comparison() throws MalformedConditionException {
        Operand left = value();
        Truth truth;
        if (take("==")) truth = equal(left, value());
        else if (take("!=")) truth = equal(left, value()).not();
        else if (take("=~")) truth = matches(left, value());
        else if (take("!~")) truth = matches(left, value()).not();
        else return left;
        return new Operand(true, Optional.empty(), Optional.of(truth));
    }

    private static Truth equal(Operand left, Operand right) {
        if (left.holds.isPresent() || right.holds.isPresent() || !left.known || !right.known) return Truth.MAYBE;
        return Truth.of(left.value.equals(right.value));
    }

    private static Truth matches(Operand left, Operand right) {
        if (!left.known || !right.known || left.holds.isPresent()) return Truth.MAYBE;
        if (left.value.isEmpty() || right.value.isEmpty()) return Truth.NO;
        return matches(right.value.get(), left.value.get());
    }

    /** Whether {@code /a pattern/i} occurs in a text; other text is no pattern, and GitLab does not match it. */
    static Truth matches(String written, String text) {
        int end = written.lastIndexOf('/');
        if (!written.startsWith("/") || end < 1) return Truth.NO;
        String flags = written.substring(end + 1);
        String inline = flags.contains("i") ? "(?i)" : "";
        if (flags.contains("m")) inline += "(?s)"; // what Ruby calls so
        return found(inline + written.substring(1, end), text);
    }

    /** Whether a pattern occurs in a text, as far as that can be said in a bounded number of steps. */
    static Truth found(String regex, String text) {
        try {
            return found(Pattern.compile(regex), text);
        } catch (PatternSyntaxException e) {
            return Truth.MAYBE;
        }
    }

    static Truth found(Pattern pattern, String text) {
        try {
            return Truth.of(pattern.matcher(new CountedText(text)).find());
        } catch (CountedText.TooLongException e) {
            return Truth.MAYBE;
        }
    }

    private Operand value() throws MalformedConditionException {
        skipBlanks();
        if (at >= text.length()) throw expected("a value");
        char c = text.charAt(at);
        if (c == '(') return parenthesis();
        if (c == '$') return variable();
        if (c == '"' || c == '\'') return quoted(c);
        if (c == '/') return pattern();
        if (take("null")) return Operand.of(null);
        throw expected("a variable, text in quotes, a /pattern/ or null");
    }

    private Operand parenthesis() throws MalformedConditionException {
        if (++depth > DEEPEST) throw expected("fewer parentheses");
        at++;
        Truth inside = either().truth();
        if (!take(")")) throw expected("`)`");
        depth--;
        return new Operand(true, Optional.empty(), Optional.of(inside));
    }

    private Operand variable() throws MalformedConditionException {
        int from = ++at;
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) at++;
        String name = text.substring(from, at);
        if (name.isEmpty()) throw expected("the name of a variable, without braces");
        if (!variables.knows(name)) return new Operand(false, Optional.empty(), Optional.empty());
        return new Operand(true, variables.find(name), Optional.empty());
    }

    private Operand quoted(char quote) throws MalformedConditionException {
        int end = text.indexOf(quote, at + 1);
        if (end < 0) throw expected("a closing " + quote);
        String inside = text.substring(at + 1, end);
        at = end + 1;
        return Operand.of(inside);
    }

    private Operand pattern() throws MalformedConditionException {
        int end = at + 1;
        while (end < text.length() && text.charAt(end) != '/') end += text.charAt(end) == '\\' ? 2 : 1;
        if (end >= text.length()) throw expected("a closing /");
        int from = at;
        at = end + 1;
        while (at < text.length() && Character.isLowerCase(text.charAt(at))) at++;
        return new Operand(true, Optional.of(text.substring(from, at)), Optional.empty());
    }

    private boolean peek(String operator) {
        skipBlanks();
        return text.startsWith(operator, at);
    }

    private boolean take(String word) {
        if (!peek(word)) return false;
        at += word.length();
        return true;
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) at++;
    }

    private MalformedConditionException expected(String what) {
        return new MalformedConditionException("expected " + what + " at character " + (at + 1) + " of `" + text + "`");
    }
}

package io.slipway.github.expression;

import io.slipway.github.expression.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Cuts an expression into its parts. Confined to one thread. O(length). */
final class Lexer {
    /** What GitHub takes. */
    private static final int LONGEST = 21_000;

    private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_-]*");
    private static final String BOUNDARIES = "([)],.!><=&|";

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Lexer(String text) {
        this.text = text;
    }

    static List<Token> read(String text) {
        if (text.length() > LONGEST)
            throw new ExpressionException("the expression is longer than " + LONGEST + " characters");
        return new Lexer(text).tokens();
    }

    private List<Token> tokens() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (isBlank(c)) at++;
            else if (c == '\'') string();
            else if (c == '.') dot();
            else if (c == '-' || c == '+' || (c >= '0' && c <= '9')) number();
            else if (!sign(c)) name();
        }
        tokens.add(new Token(Kind.END, "", text.length() + 1));
        return tokens;
    }

    private boolean sign(char c) {
        String two = text.substring(at, Math.min(at + 2, text.length()));
        String sign = switch (two) {
            case "==", "!=", ">=", "<=", "&&", "||" -> two;
            default -> "()[],!<>*".indexOf(c) >= 0 ? String.valueOf(c) : "";
        };
        if (sign.isEmpty()) return false;
        tokens.add(new Token(Kind.SIGN, sign, at + 1));
        at += sign.length();
        return true;
    }

    private void string() {
        StringBuilder value = new StringBuilder();
        for (int i = at + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\'') {
                value.append(c);
            } else if (i + 1 < text.length() && text.charAt(i + 1) == '\'') {
                value.append(c);
                i++;
            } else {
                tokens.add(new Token(Kind.STRING, value.toString(), at + 1));
                at = i + 1;
                return;
            }
        }
        throw unexpected(text.substring(at));
    }

    /** After something that has parts a dot names one; elsewhere it begins a number. */
    private void dot() {
        if (!tokens.isEmpty()) {
            Token last = tokens.get(tokens.size() - 1);
            if (last.kind() == Kind.NAME || last.is("]") || last.is(")") || last.is("*")) {
                tokens.add(new Token(Kind.SIGN, ".", at + 1));
                at++;
                return;
            }
        }
        number();
    }

    private void number() {
        int end = at + 1;
        while (end < text.length() && (text.charAt(end) == '.' || !isBoundary(text.charAt(end)))) end++;
        String digits = text.substring(at, end);
        if (Double.isNaN(Numbers.parse(digits))) throw unexpected(digits);
        tokens.add(new Token(Kind.NUMBER, digits, at + 1));
        at = end;
    }

    private void name() {
        int end = at + 1;
        while (end < text.length() && !isBoundary(text.charAt(end))) end++;
        String name = text.substring(at, end);
        if (!NAME.matcher(name).matches()) throw unexpected(name);
        tokens.add(new Token(Kind.NAME, name, at + 1));
        at = end;
    }

    /** Blanks that do not break lines, which editors like to leave behind, are blanks too. */
    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private static boolean isBoundary(char c) {
        return BOUNDARIES.indexOf(c) >= 0 || isBlank(c);
    }

    private ExpressionException unexpected(String symbol) {
        return new ExpressionException("`" + symbol + "` is not expected at character " + (at + 1));
    }
}

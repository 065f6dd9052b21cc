package io.slipway.github.expression;

import java.util.Locale;

/**
 * Compares values as GitHub does: of different kinds as numbers, text whatever its case, lists and maps by being the same
 * one. Stateless.
 */
final class Comparing {
    private Comparing() {}

    static Value compare(String sign, Value left, Value right) {
        if (left instanceof Value.Unknown || right instanceof Value.Unknown) return Value.unknown();
        return Value.of(
                switch (sign) {
                    case "==" -> equal(left, right);
                    case "!=" -> !equal(left, right);
                    case ">" -> greater(left, right);
                    case "<" -> greater(right, left);
                    case ">=" -> equal(left, right) || greater(left, right);
                    default -> equal(left, right) || greater(right, left);
                });
    }

    static boolean equal(Value left, Value right) {
        if (left instanceof Value.Text one && right instanceof Value.Text other)
            return upper(one.text()).equals(upper(other.text()));
        if (left instanceof Value.Nothing && right instanceof Value.Nothing) return true;
        if (!left.isPrimitive() || !right.isPrimitive()) return left == right; // the very same one, as GitHub has it
        return left.number() == right.number();
    }

    private static boolean greater(Value left, Value right) {
        if (left instanceof Value.Text one && right instanceof Value.Text other)
            return upper(one.text()).compareTo(upper(other.text())) > 0;
        if (left instanceof Value.Nothing && right instanceof Value.Nothing) return false;
        return left.isPrimitive() && right.isPrimitive() && left.number() > right.number();
    }

    /** Letter by letter, so that the length stays; the dotless i is not the capital I. */
    static String upper(String text) {
        if (text.indexOf('ı') < 0) return text.toUpperCase(Locale.ROOT);
        StringBuilder upper = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            upper.append(c == 'ı' ? c : Character.toUpperCase(c));
        }
        return upper.toString();
    }
}

package io.slipway.github.expression;

/**
 * A part of an expression.
 *
 * @param text as written; of a string what it stands for
 * @param at where it begins, the first character of the expression being 1
 */
record Token(Kind kind, String text, int at) {
    enum Kind {
        NAME,
        NUMBER,
        STRING,
        SIGN,
        END
    }

    boolean is(String sign) {
        return kind == Kind.SIGN && text.equals(sign);
    }
}

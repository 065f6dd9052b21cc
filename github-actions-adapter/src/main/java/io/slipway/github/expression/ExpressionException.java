package io.slipway.github.expression;

/** An expression that is none, or that cannot be worked out. The message says what is wrong with it. */
public final class ExpressionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ExpressionException(String message) {
        super(message, null, false, false);
    }
}

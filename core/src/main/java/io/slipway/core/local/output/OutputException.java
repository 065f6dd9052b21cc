package io.slipway.core.local.output;

/** A workspace that cannot take or give outputs. Says which path and what to do about it. */
public final class OutputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public OutputException(String message) {
        super(message);
    }

    public OutputException(String message, Throwable cause) {
        super(message, cause);
    }
}

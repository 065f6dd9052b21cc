package io.slipway.core.local.secret;

/** The value of a secret cannot be had. The message names the secret and its source, never a value, and says what to do. */
public final class NoSecretException extends Exception {
    private static final long serialVersionUID = 1L;

    NoSecretException(String message) {
        super(message, null, false, false); // an ordinary day, told by its message: no stack
    }
}

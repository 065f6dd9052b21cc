package io.slipway.core.content;

/** Stored bytes that do not have the form they should: torn, damaged, or written by something else. */
public final class MalformedContentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MalformedContentException(String message) {
        super(message);
    }

    public MalformedContentException(String message, Throwable cause) {
        super(message, cause);
    }
}

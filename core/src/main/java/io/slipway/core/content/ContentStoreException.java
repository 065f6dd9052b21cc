package io.slipway.core.content;

/** A content store that cannot be used right now. Carries what was tried and on what. */
public final class ContentStoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ContentStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}

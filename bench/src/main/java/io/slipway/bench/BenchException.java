package io.slipway.bench;

/** What should be measured did not do its work; the message says what happened instead. */
final class BenchException extends RuntimeException {
    private static final long serialVersionUID = 1;

    BenchException(String message) {
        super(message);
    }
}

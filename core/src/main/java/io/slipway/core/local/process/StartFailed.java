package io.slipway.core.local.process;

/** A program could not be started; the message is for a person. Never leaves this package: it ends as {@link NeverStarted}. */
final class StartFailed extends Exception {

    private static final long serialVersionUID = 1L;

    StartFailed(String message) {
        // An ordinary day, told by its message: no stack.
        super(message, null, false, false);
    }
}

package io.slipway.core.local.process;

import io.slipway.core.local.process.ProcessOutcome.CouldNotStart;

/** A program could not be started. Never leaves this package: it ends as {@link NeverStarted}. */
final class StartFailed extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient CouldNotStart outcome;

    /** @param reason for a person: what was tried and what to do next */
    StartFailed(String reason) {
        // An ordinary day, told by its message: no stack.
        super(reason, null, false, false);
        this.outcome = new CouldNotStart(reason);
    }

    CouldNotStart outcome() {
        return outcome;
    }
}

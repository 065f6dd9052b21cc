package io.slipway.core.local.process;

import java.util.Optional;

/** The answer to a start that failed: it has its outcome from birth. */
record NeverStarted(ProcessOutcome.CouldNotStart outcome) implements RunningProcess {

    @Override
    public Optional<ProcessIdentity> identity() {
        return Optional.empty();
    }

    @Override
    public ProcessOutcome await() {
        return outcome;
    }

    @Override
    public void terminate() {
        // There is nothing to end.
    }
}

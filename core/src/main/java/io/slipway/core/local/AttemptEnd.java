package io.slipway.core.local;

import io.slipway.core.local.process.ProcessOutcome;
import io.slipway.core.local.process.ResourceUsage;
import io.slipway.core.run.Outcome;
import java.util.Optional;

/**
 * How an attempt of a task ended on this machine. Immutable.
 *
 * @param usage of its command, if that was started
 * @param text one line for a person
 */
record AttemptEnd(Outcome outcome, Optional<ResourceUsage> usage, String text) {
    static AttemptEnd of(ProcessOutcome ended) {
        return new AttemptEnd(outcome(ended), usage(ended), ended.describe());
    }

    static AttemptEnd cancelled() {
        String text = "was cancelled; run it again if it is still wanted";
        return new AttemptEnd(new Outcome(Outcome.Kind.CANCELLED, -1, text), Optional.empty(), text);
    }

    /**
     * @param ended how its command ended, if it was started
     */
    static AttemptEnd sidecarFailed(String why, Optional<ProcessOutcome> ended) {
        return new AttemptEnd(new Outcome(Outcome.Kind.FAILED, -1, why), ended.flatMap(AttemptEnd::usage), why);
    }

    private static Optional<ResourceUsage> usage(ProcessOutcome ended) {
        return ended instanceof ProcessOutcome.Ended started ? Optional.of(started.usage()) : Optional.empty();
    }

    private static Outcome outcome(ProcessOutcome ended) {
        if (ended instanceof ProcessOutcome.Exited exited) {
            return exited.succeeded()
                    ? Outcome.succeeded()
                    : new Outcome(Outcome.Kind.FAILED, exited.code(), ended.describe());
        }
        return new Outcome(kind(ended), -1, ended.describe());
    }

    private static Outcome.Kind kind(ProcessOutcome ended) {
        if (ended instanceof ProcessOutcome.TimedOut) return Outcome.Kind.TIMED_OUT;
        if (ended instanceof ProcessOutcome.MemoryExceeded) return Outcome.Kind.MEMORY_EXCEEDED;
        if (ended instanceof ProcessOutcome.Terminated) return Outcome.Kind.CANCELLED;
        if (ended instanceof ProcessOutcome.CouldNotStart) return Outcome.Kind.COULD_NOT_START;
        return Outcome.Kind.FAILED;
    }
}

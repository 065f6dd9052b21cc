package io.slipway.core.limit;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * How one task went, as far as a limit is interested. Immutable.
 *
 * @param actual how long it ran
 * @param expected how long it was thought to run on a host with nothing else to do; absent when it was never seen
 * @param inFlight weight of all that ran when it had just started, itself included; used when the limit was not told of
 *     its start
 */
public record Sample(Duration actual, Optional<Duration> expected, int inFlight, Outcome outcome) {
    public Sample {
        if (actual.isNegative()) throw new IllegalArgumentException("actual: " + actual + " (expected: >= 0)");
        requireNonNull(expected, "expected");
        if (expected.isPresent() && expected.get().isNegative())
            throw new IllegalArgumentException("expected: " + expected.get() + " (expected: >= 0)");
        if (inFlight < 1) throw new IllegalArgumentException("inFlight: " + inFlight + " (expected: >= 1)");
        requireNonNull(outcome, "outcome");
    }

    /** What its time says. */
    public enum Outcome {
        /** It ran to its end: its time counts. */
        COMPLETED,
        /** The host could not carry it: it ran out of memory or time, or was turned away. */
        DROPPED,
        /** Cancelled, failed early or lost: its time says nothing. */
        IGNORED
    }
}

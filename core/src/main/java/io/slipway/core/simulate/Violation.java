package io.slipway.core.simulate;

/**
 * Something that must never happen, and did. Immutable.
 *
 * @param nanos when, since the simulation began
 * @param what happened, with the names of run, task and agent
 */
public record Violation(Rule rule, long nanos, String what) {
    /** What must never happen. */
    public enum Rule {
        /** A task or run that was asked for has no end, or a result that was told is not taken. */
        LOST,
        /** A task runs or ends twice, or has a result that nobody told. */
        DOUBLED,
        /** A task is given to an agent that cannot run it or must not be given any. */
        MISPLACED,
        /** A task starts before what it needs is done. */
        OUT_OF_ORDER,
        /** An agent is given more than it has. */
        OVERCOMMITTED,
        /** A lock or a reservation is held twice, or by nobody who still needs it. */
        RESERVATION
    }

    @Override
    public String toString() {
        return rule + " after " + nanos / 1_000_000 + " ms: " + what;
    }
}

package io.slipway.core.run;

/**
 * How an attempt ended. Immutable.
 *
 * @param exitCode of the command; -1 when it has none
 * @param message what to tell a person: empty for a success, else one sentence that ends with what to do next
 */
public record Outcome(Kind kind, int exitCode, String message) {
    /** Names freeze: they are written to journals. */
    public enum Kind {
        SUCCEEDED,
        /** The command ended with another exit code than 0, or by a signal. */
        FAILED,
        TIMED_OUT,
        MEMORY_EXCEEDED,
        COULD_NOT_START,
        /** The command succeeded without making what it declares. */
        OUTPUT_MISSING,
        CANCELLED,
        /** It was ended so that another task got its place. */
        PREEMPTED,
        /** Whoever ran it is gone. */
        LOST
    }

    public static Outcome succeeded() {
        return new Outcome(Kind.SUCCEEDED, 0, "");
    }

    public boolean isSuccess() {
        return kind == Kind.SUCCEEDED;
    }
}

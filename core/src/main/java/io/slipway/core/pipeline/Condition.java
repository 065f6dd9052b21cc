package io.slipway.core.pipeline;

/**
 * Under which circumstances a task runs, as it was written. Immutable.
 *
 * @param text in the Common Expression Language, checked by whoever read it
 */
public record Condition(String text) {
    /** No condition written by hand comes near this. */
    public static final int LONGEST = 2_000;

    public Condition {
        if (text.isBlank() || text.length() > LONGEST)
            throw new IllegalArgumentException(
                    "condition: " + text.length() + " characters (expected: from 1 to " + LONGEST + ")");
    }
}

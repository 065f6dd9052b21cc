package io.slipway.core.limit;

/**
 * A limit has another value, or came under pressure or out of it: what a caller writes down as an event. Immutable.
 *
 * @param from value before
 * @param to value now
 * @param underPressure whether low urgency gives way now
 * @param cause what the change was learnt from
 */
public record LimitChange(int from, int to, boolean underPressure, Cause cause) {
    public LimitChange {
        if (from < 1) throw new IllegalArgumentException("from: " + from + " (expected: >= 1)");
        if (to < 1) throw new IllegalArgumentException("to: " + to + " (expected: >= 1)");
    }

    /** Names freeze: they are written to journals. */
    public enum Cause {
        /** How long tasks took beside how long they were thought to take. */
        SLOWDOWN,
        /** What the host said about how much its tasks wait. */
        PRESSURE,
        /** What the host said about its free memory. */
        MEMORY,
        /** A task that the host could not carry. */
        DROP,
        /** The agent offers more or less than it did. */
        CAPACITY,
        /** A person. */
        SET
    }
}

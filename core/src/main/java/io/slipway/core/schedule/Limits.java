package io.slipway.core.schedule;

/**
 * How far the scheduler goes. Immutable.
 *
 * @param inFlight most tasks that run at a time, on all agents together
 * @param overtaken how many tasks may take what a waiting task lacks before it is that task's turn
 */
public record Limits(int inFlight, int overtaken) {
    /** Enough to fill gaps with small tasks, few enough that a large one does not wait for most of a build. */
    private static final int DEFAULT_OVERTAKEN = 16;

    public Limits {
        if (inFlight < 1) throw new IllegalArgumentException("inFlight: " + inFlight + " (expected: >= 1)");
        if (overtaken < 0) throw new IllegalArgumentException("overtaken: " + overtaken + " (expected: >= 0)");
    }

    public static Limits inFlight(int inFlight) {
        return new Limits(inFlight, DEFAULT_OVERTAKEN);
    }
}

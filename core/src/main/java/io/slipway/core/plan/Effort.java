package io.slipway.core.plan;

import java.time.Duration;

/**
 * How long a planner may look for a better schedule. It stops at whatever is reached first, or when it can prove that
 * there is none. Immutable.
 *
 * @param time by the clock the planner was given; the simple rules are always tried, however little it is
 * @param schedules how many complete schedules it may build; those of the simple rules count, and are always built
 * @param seed of all that is left to chance: while only {@code schedules} stops the search, the same work, agents and
 *     seed give the same schedule
 */
public record Effort(Duration time, int schedules, long seed) {
    /** Longer than anybody waits; for a search that only a number of schedules ends. */
    private static final Duration ANY_TIME = Duration.ofDays(365);

    public Effort {
        if (time.isNegative()) throw new IllegalArgumentException("time: " + time + " (expected: >= 0)");
        if (schedules < 0) throw new IllegalArgumentException("schedules: " + schedules + " (expected: >= 0)");
    }

    /** Looks for so long. The result depends on how fast the machine is. */
    public static Effort ofTime(Duration time) {
        return new Effort(time, Integer.MAX_VALUE, 1);
    }

    /** Builds so many schedules. The result is the same every time. */
    public static Effort ofSchedules(int schedules) {
        return new Effort(ANY_TIME, schedules, 1);
    }

    /** The same with other chances. */
    public Effort withSeed(long seed) {
        return new Effort(time, schedules, seed);
    }
}

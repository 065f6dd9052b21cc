package io.slipway.core.simulate;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Locale;

/**
 * Something that goes wrong on purpose. Immutable.
 *
 * @param at how long after the simulation's beginning
 * @param agent the number of the agent it happens to, in the fleet's order
 * @param lasts how long it goes on, where it does; how far the clock jumps, negative for back
 */
public record Fault(Kind kind, Duration at, int agent, Duration lasts) {
    /** What goes wrong. */
    public enum Kind {
        /** The agent is gone with all that runs on it; it comes back empty after a while. */
        DIES,
        /** Agent and scheduler do not hear each other, for less time than an agent is believed. What runs there goes on. */
        PARTITIONS,
        /**
         * As a partition, for longer than an agent is believed. Then it comes back, says what it still runs, and only
         * afterwards reports what it did meanwhile.
         */
        RETURNS_LATE,
        /** The agent works at a quarter of its speed. */
        SLOWS_DOWN,
        /** What the agent reports next, it reports once more later. */
        REPORTS_TWICE,
        /** The scheduler's wall clock is set anew. */
        CLOCK_JUMPS,
        /** What the agent begins next is ended for its memory. */
        EXCEEDS_MEMORY,
        /** What the agent begins next hangs until it is ended at its time limit; without one it takes four times as long. */
        EXCEEDS_TIME,
        /** What the agent begins next fails for want of disk. */
        EXCEEDS_DISK;

        /** As a trace shows it: {@code returns late}. */
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    public Fault {
        requireNonNull(kind, "kind");
        requireNonNull(lasts, "lasts");
        if (at.isNegative()) throw new IllegalArgumentException("at: " + at + " (expected: >= 0)");
        if (agent < 0) throw new IllegalArgumentException("agent: " + agent + " (expected: >= 0)");
    }
}

package io.slipway.core.plan;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * A task that runs while a plan is made: it stays where it is, and holds what it holds for as long as it is expected to.
 * Immutable.
 *
 * @param agent id of the agent that runs it
 * @param remaining how much longer it is expected to run there; zero when it could end at any moment
 */
public record UnderWay(String agent, Duration remaining) {
    public UnderWay {
        requireNonNull(agent, "agent");
        if (remaining.isNegative()) throw new IllegalArgumentException("remaining: " + remaining + " (expected: >= 0)");
    }
}

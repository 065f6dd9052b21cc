package io.slipway.core.placement;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * The task goes to this agent. Immutable.
 *
 * @param agent id of the agent
 * @param scores why this one: what each scorer said of it
 */
public record Placed(String agent, List<Score> scores) implements Decision {
    public Placed {
        requireNonNull(agent, "agent");
        scores = List.copyOf(scores);
    }

    /**
     * What one scorer said.
     *
     * @param scorer its name
     * @param weight how much it counts
     * @param score 0 to 1
     */
    public record Score(String scorer, double weight, double score) {}

    /** Sum of weight times score: no other candidate had more, and of those with as much none a smaller id. */
    public double total() {
        double total = 0;
        for (Score score : scores) total += score.weight() * score.score();
        return total;
    }
}

package io.slipway.core.agent;

import java.util.List;

/**
 * Why no agent can ever run something: for each wish that nobody meets, who comes nearest. Immutable.
 *
 * @param reasons of the agent that comes nearest; never empty
 */
public record Unplaceable(List<Reason> reasons) {
    public Unplaceable {
        reasons = List.copyOf(reasons);
        if (reasons.isEmpty()) throw new IllegalArgumentException("reasons: none (expected: at least one)");
    }

    /**
     * One unmet wish.
     *
     * @param wish label name, {@code cpu}, {@code memory}, {@code disk}, or the name of what is counted
     * @param wanted range of the label, or how much
     * @param nearest what the agent has instead; empty when it does not have the label at all
     * @param agent id of the agent
     */
    public record Reason(String wish, String wanted, String nearest, String agent) {
        @Override
        public String toString() {
            String has = nearest.isEmpty() ? "has none" : "has " + nearest;
            return "needs " + wish + " " + wanted + ", but " + agent + " " + has;
        }
    }

    /** A sentence for a person. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Reason reason : reasons) text.append(reason).append("; ");
        return text.append("ask for less in its `requires` or `resources`, or run it on an agent that has it")
                .toString();
    }
}

package io.slipway.core.placement;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * No agent can be given the task now. Immutable.
 *
 * @param reasons how many agents each filter refused, in the order of the filters; an agent counts for the first that
 *     refused it. Empty when there are no agents
 * @param nearest the agent that lacks least; absent when there are no agents
 * @param waitingCanHelp whether an agent could run it when what is running now has ended, or the agent is ready again;
 *     also while there are no agents, as none has come yet
 */
public record Unplaceable(List<Reason> reasons, Optional<Nearest> nearest, boolean waitingCanHelp) implements Decision {
    public Unplaceable {
        reasons = List.copyOf(reasons);
        requireNonNull(nearest, "nearest");
    }

    /**
     * How many agents a filter refused.
     *
     * @param filter its name
     */
    public record Reason(String filter, int agents) {}

    /**
     * The agent that comes nearest.
     *
     * @param agent its id
     * @param lacks all that it lacks, in the order of the filters
     */
    public record Nearest(String agent, List<Lack> lacks) {
        public Nearest {
            requireNonNull(agent, "agent");
            lacks = List.copyOf(lacks);
        }
    }

    /** A sentence for a person. */
    @Override
    public String toString() {
        if (nearest.isEmpty()) return "there is no agent yet; start one";
        StringBuilder text = new StringBuilder();
        for (Lack lack : nearest.get().lacks()) {
            text.append("needs ").append(lack.what()).append(' ').append(lack.wanted());
            text.append(", but ").append(nearest.get().agent());
            text.append(lack.has().isEmpty() ? " has none; " : " has " + lack.has() + "; ");
        }
        return text.append(
                        waitingCanHelp
                                ? "wait until that is free, or add an agent"
                                : "ask for less in its `requires` or `resources`, or run it on an agent that has it")
                .toString();
    }
}

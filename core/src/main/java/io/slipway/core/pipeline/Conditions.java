package io.slipway.core.pipeline;

import java.util.Map;
import java.util.Optional;

/**
 * Decides whether conditions hold. Implementations are pure, thread-safe and always come to an end: the same condition and
 * facts give the same answer.
 */
public interface Conditions {
    /** Every condition holds: for plans and simulations that ask what is the most that could run. */
    Conditions ALL_HOLD = (condition, facts, needs) -> Optional.empty();

    /**
     * Why the condition does not hold: its first term that is false, else the first that has no answer. Absent when it holds.
     *
     * @param needs how what the task needs has ended, by address and, for its own service, by name: {@code succeeded},
     *     {@code failed} or {@code skipped}; one of several variants by its address without it too, as the worst of them
     */
    Optional<Objection> objection(Condition condition, Facts facts, Map<String, String> needs);

    /**
     * As {@link #objection}, by what is known before anything ran. Absent also while that depends on how needed tasks end.
     */
    default Optional<Objection> objectionBefore(Condition condition, Facts facts) {
        return Optional.empty();
    }

    /**
     * Why a task does not run. Immutable.
     *
     * @param isAnswer whether the condition was found to be false; else nobody knows, which is a failure
     * @param why for a person
     */
    record Objection(boolean isAnswer, String why) {}
}

package io.slipway.core.run;

import io.slipway.core.pipeline.TaskAddress;
import java.util.List;

/**
 * One thing that a task waits for. Immutable.
 *
 * @param subject name of the lock or of what is counted, or the key; empty when the kind says it all
 * @param needed how much it needs, in thousandths of a CPU, bytes or pieces; 0 for other kinds
 * @param free how much there is, likewise
 * @param heldBy who holds what it waits for, sorted
 */
public record WaitReason(Kind kind, String subject, long needed, long free, List<TaskAddress> heldBy) {
    public WaitReason {
        heldBy = List.copyOf(heldBy);
    }

    /** Names freeze: they are written to journals. */
    public enum Kind {
        CPU,
        MEMORY,
        DISK,
        /** Pieces of what {@code subject} names. */
        COUNT,
        LOCK,
        /** As much as allowed is in flight: of the throttle class that {@code subject} names, or on each agent. */
        LIMIT,
        /** As many tasks as allowed are in flight. */
        IN_FLIGHT,
        /** The same work is being done by another task. */
        SAME_KEY,
        /** A task that was passed over often enough goes first. */
        TURN,
        /** No agent has offered itself yet. */
        AGENT,
        /** The tenant that {@code subject} names holds as much as it may. */
        SHARE,
        /** An agent for itself, or one that another task does not have for itself. */
        EXCLUSIVE
    }
}

package io.slipway.core.placement;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.AgentStatus;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.Selector;

/**
 * An agent as filters and scorers see it: what it is, and what it is doing now. Only good until the {@link Placer} it came
 * from changes; confined to that one's thread.
 */
public interface Candidate {
    Agent agent();

    AgentStatus status();

    /** All that it gives. */
    default Resources capacity() {
        return agent().capacity();
    }

    /** How much its CPUs have to do: {@link AgentStatus#load}. */
    default double load() {
        return status().load();
    }

    /** How much its tasks stood still: {@link AgentStatus#pressure}. */
    default double pressure() {
        return status().pressure();
    }

    /** How many tasks failed there lately: {@link AgentStatus#failures}. */
    default int failures() {
        return status().failures();
    }

    /** Whether it has {@code name} already. */
    default boolean isWarmWith(String name) {
        return status().warm().contains(name);
    }

    /** Thousandths of a CPU that nobody holds. */
    int freeMilliCpu();

    /** Memory that nobody holds. */
    long freeMemoryBytes();

    /** Disk that nobody holds. */
    long freeDiskBytes();

    /** Pieces of {@code name} that nobody holds. */
    int freeCount(String name);

    /** How many tasks run there. */
    int running();

    /** Whether a task runs there that wants nobody beside it. */
    boolean isTaken();

    /** How many tasks of the group run there. */
    int runningOf(String group);

    /** How many tasks of the group run in its zone, itself included. */
    int runningInZoneOf(String group);

    /** Whether it can do just what the agent with this id can do: equal labels and equal capacity. */
    boolean isLike(String agent);

    /** The share of the labels of {@code selector} that it meets, 0 to 1; 1 when it names none. */
    double shareMet(Selector selector);
}

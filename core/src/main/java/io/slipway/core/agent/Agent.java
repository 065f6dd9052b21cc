package io.slipway.core.agent;

import static java.util.Objects.requireNonNull;

import io.slipway.core.pipeline.Resources;

/**
 * Somebody who offers to run tasks. Immutable.
 *
 * @param id unique among agents
 * @param labels what it has
 * @param capacity how much it gives in all; {@code memoryBytes} is what tasks with a memory wish may hold together
 */
public record Agent(String id, Labels labels, Resources capacity) {
    public Agent {
        if (id.isBlank()) throw new IllegalArgumentException("id: '" + id + "' (expected: a name)");
        requireNonNull(labels, "labels");
        requireNonNull(capacity, "capacity");
    }
}

package io.slipway.core.agent;

import static java.util.Objects.requireNonNull;

import io.slipway.core.pipeline.Resources;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who offers to run tasks. Immutable. What changes while it works (its state, what it holds warm, its load) is
 * not here but with the {@link Fleet}.
 *
 * @param id unique among agents
 * @param labels what it has
 * @param capacity how much it gives in all; {@code memoryBytes} is what tasks with a memory wish may hold together
 * @param zone where it stands, such as an availability zone or a room; empty when nobody said
 * @param costPerHour what an hour of it costs, in whatever money all agents are counted in; 0 when it is there anyway
 * @param speed how fast it works; 2 takes half the time of 1
 */
public record Agent(String id, Labels labels, Resources capacity, String zone, double costPerHour, double speed) {
    public Agent {
        if (id.isBlank()) throw new IllegalArgumentException("id: '" + id + "' (expected: a name)");
        requireNonNull(labels, "labels");
        requireNonNull(capacity, "capacity");
        requireNonNull(zone, "zone");
        if (!(costPerHour >= 0) || Double.isInfinite(costPerHour))
            throw new IllegalArgumentException("costPerHour: " + costPerHour + " (expected: a number >= 0)");
        if (!(speed > 0) || Double.isInfinite(speed))
            throw new IllegalArgumentException("speed: " + speed + " (expected: a number > 0)");
    }

    // Written out, as every run comes by here: what a record is given costs a fresh JVM many milliseconds.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Agent same
                && id.equals(same.id)
                && labels.equals(same.labels)
                && capacity.equals(same.capacity)
                && zone.equals(same.zone)
                && Double.compare(costPerHour, same.costPerHour) == 0
                && Double.compare(speed, same.speed) == 0;
    }

    @Override
    public int hashCode() {
        return 31 * id.hashCode() + capacity.hashCode();
    }

    /** In no particular zone, free of cost, as fast as any. */
    public Agent(String id, Labels labels, Resources capacity) {
        this(id, labels, capacity, "", 0, 1);
    }

    /** Agents with equal classes can do the same: equal labels and equal capacity. */
    public record AgentClass(Labels labels, Resources capacity) {
        // Written out as the agent's.
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof AgentClass same && labels.equals(same.labels) && capacity.equals(same.capacity);
        }

        @Override
        public int hashCode() {
            return 31 * labels.hashCode() + capacity.hashCode();
        }
    }

    public AgentClass agentClass() {
        return new AgentClass(labels, capacity);
    }

    public Agent inZone(String zone) {
        return new Agent(id, labels, capacity, zone, costPerHour, speed);
    }

    public Agent costing(double perHour) {
        return new Agent(id, labels, capacity, zone, perHour, speed);
    }

    public Agent withSpeed(double speed) {
        return new Agent(id, labels, capacity, zone, costPerHour, speed);
    }
}

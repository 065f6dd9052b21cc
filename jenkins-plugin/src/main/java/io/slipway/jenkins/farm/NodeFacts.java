package io.slipway.jenkins.farm;

import static java.util.Objects.requireNonNull;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.Labels;
import io.slipway.core.agent.Vitals;
import io.slipway.core.pipeline.Resources;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the controller knows of one of its nodes at a moment. Immutable.
 *
 * @param name of the node; {@link #BUILT_IN} for the controller's own
 * @param labels what it has, by name: {@code os=linux}, {@code jdk=17.0.9}; a label without a value has the value {@link
 *     #YES}
 * @param executors how many things it may run at a time
 * @param busyElsewhere how many of them are taken by builds that Slipway did not send there
 * @param cpus processors; when nobody looked, as many as executors are assumed
 * @param memoryBytes of the machine; when nobody looked, any amount is assumed to be there
 * @param unavailable why it is given nothing now, as a sentence's end such as {@code is offline: maintenance}; empty when
 *     it takes work
 * @param benches what is attached to it and can be reserved, by name
 * @param costPerHour what an hour of it costs
 * @param vitals what it measured of itself
 */
public record NodeFacts(
        String name,
        SortedMap<String, String> labels,
        int executors,
        int busyElsewhere,
        OptionalInt cpus,
        OptionalLong memoryBytes,
        String unavailable,
        List<String> benches,
        double costPerHour,
        Vitals vitals) {
    /** What the controller's own node, whose name is empty, is called. */
    public static final String BUILT_IN = "built-in";

    /** The value of a label that is just there. */
    public static final String YES = "yes";

    /** Of what comes in pieces, what a placed body or task takes one of. */
    public static final String EXECUTORS = "executors";

    /** Label with the node's own name, for what has to go to just that node. */
    public static final String NODE = "node-name";

    /** Label of each agent that is a node. */
    public static final String IS_NODE = "slipway-node";

    public NodeFacts {
        if (name.isBlank()) throw new IllegalArgumentException("name: '" + name + "' (expected: a node's name)");
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        if (executors < 0) throw new IllegalArgumentException("executors: " + executors + " (expected: >= 0)");
        if (busyElsewhere < 0)
            throw new IllegalArgumentException("busyElsewhere: " + busyElsewhere + " (expected: >= 0)");
        requireNonNull(cpus, "cpus");
        requireNonNull(memoryBytes, "memoryBytes");
        requireNonNull(unavailable, "unavailable");
        benches = List.copyOf(benches);
        requireNonNull(vitals, "vitals");
    }

    /** One of that name that takes work, of which nothing else is known. */
    public static NodeFacts of(String name, int executors) {
        return new NodeFacts(
                name,
                new TreeMap<>(),
                executors,
                0,
                OptionalInt.empty(),
                OptionalLong.empty(),
                "",
                List.of(),
                0,
                Vitals.NONE);
    }

    public NodeFacts with(SortedMap<String, String> labels) {
        return new NodeFacts(
                name, labels, executors, busyElsewhere, cpus, memoryBytes, unavailable, benches, costPerHour, vitals);
    }

    public NodeFacts measuring(int cpus, long memoryBytes) {
        return new NodeFacts(
                name,
                labels,
                executors,
                busyElsewhere,
                OptionalInt.of(cpus),
                OptionalLong.of(memoryBytes),
                unavailable,
                benches,
                costPerHour,
                vitals);
    }

    public NodeFacts busyElsewhere(int executors) {
        return new NodeFacts(
                name, labels, this.executors, executors, cpus, memoryBytes, unavailable, benches, costPerHour, vitals);
    }

    public NodeFacts unavailable(String why) {
        return new NodeFacts(
                name, labels, executors, busyElsewhere, cpus, memoryBytes, why, benches, costPerHour, vitals);
    }

    public NodeFacts withBenches(List<String> benches) {
        return new NodeFacts(
                name, labels, executors, busyElsewhere, cpus, memoryBytes, unavailable, benches, costPerHour, vitals);
    }

    public NodeFacts with(Vitals vitals) {
        return new NodeFacts(
                name, labels, executors, busyElsewhere, cpus, memoryBytes, unavailable, benches, costPerHour, vitals);
    }

    public boolean takesWork() {
        return unavailable.isEmpty();
    }

    /** Whether it is an agent that nobody has looked at; the controller's own node may never be. */
    boolean isUnseen() {
        return cpus.isEmpty() && !name.equals(BUILT_IN);
    }

    /** The node as the scheduler sees it: the same for the same facts, whatever it is doing. */
    public Agent agent() {
        TreeMap<String, String> all = new TreeMap<>(labels);
        all.put(NODE, name);
        all.put(IS_NODE, YES);
        int milliCpu = Math.multiplyExact(cpus.orElse(Math.max(1, executors)), 1000);
        Resources capacity =
                new Resources(milliCpu, memoryBytes.orElse(UNKNOWN_MEMORY)).withCount(EXECUTORS, executors);
        return new Agent(name, new Labels(all), capacity).costing(costPerHour);
    }

    /** More than anybody asks for, and few enough that a thousand of it can be added up. */
    private static final long UNKNOWN_MEMORY = 1L << 50;
}

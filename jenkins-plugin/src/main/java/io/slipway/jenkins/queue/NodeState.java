package io.slipway.jenkins.queue;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A node as it was when somebody looked. Immutable.
 *
 * @param name empty for the built-in node
 * @param labels all that label expressions may name, its own name included
 * @param executors how many builds it takes at a time
 * @param accepting whether it is online and takes builds
 * @param heldFor who has it for themselves, such as a person with a reservation; empty while it is for everybody
 * @param load how much its CPUs have to do, as it measured: 1 when all are busy; 0 when nobody measured
 * @param pressure share of the time in which its builds stood still, 0 to 1; 0 when nobody measured
 * @param reading number of that measurement, so that each teaches once; 0 when nobody measured
 * @param failures how many builds failed there lately that do not fail elsewhere
 * @param costPerHour in whatever money all nodes are counted in
 * @param speed how fast it works; 2 takes half the time of 1
 */
public record NodeState(
        String name,
        SortedSet<String> labels,
        int executors,
        boolean accepting,
        String heldFor,
        double load,
        double pressure,
        long reading,
        int failures,
        double costPerHour,
        double speed) {
    public NodeState {
        requireNonNull(name, "name");
        labels = Collections.unmodifiableSortedSet(new TreeSet<>(labels));
        if (executors < 0) throw new IllegalArgumentException("executors: " + executors + " (expected: >= 0)");
        requireNonNull(heldFor, "heldFor");
    }

    /** Online, for everybody, with nothing measured. */
    public NodeState(String name, SortedSet<String> labels, int executors) {
        this(name, labels, executors, true, "", 0, 0, 0, 0, 0, 1);
    }

    public NodeState accepting(boolean accepting) {
        return new NodeState(
                name, labels, executors, accepting, heldFor, load, pressure, reading, failures, costPerHour, speed);
    }

    public NodeState heldFor(String holder) {
        return new NodeState(
                name, labels, executors, accepting, holder, load, pressure, reading, failures, costPerHour, speed);
    }

    public NodeState measured(double load, double pressure, long reading) {
        return new NodeState(
                name, labels, executors, accepting, heldFor, load, pressure, reading, failures, costPerHour, speed);
    }

    public NodeState costing(double perHour, double speed) {
        return new NodeState(
                name, labels, executors, accepting, heldFor, load, pressure, reading, failures, perHour, speed);
    }

    /** Whether the other is the same node with the same properties, whatever it is doing. */
    boolean isLike(NodeState other) {
        return name.equals(other.name)
                && labels.equals(other.labels)
                && executors == other.executors
                && costPerHour == other.costPerHour
                && speed == other.speed;
    }
}

package io.slipway.core.limit;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A number of slots that tasks draw on by weight: those of an agent, a pool or a throttle class. Its value is fixed, or
 * follows what a {@link ConcurrencyLimit} learns.
 *
 * <p>Not under pressure everyone may use every slot. Under pressure low urgency may use half of them, normal urgency
 * leaves a slice of an eighth free (at least one slot, of at least four), and urgent work may use all. A task that weighs
 * more than it could ever get runs alone. Nothing that runs is stopped when the value falls.
 *
 * <p>Confined to the thread that owns it. Everything is O(1).
 */
public final class Throttle {
    private final String name;
    private int value;
    private boolean underPressure;
    private int ceiling;
    private int inFlight;

    public Throttle(String name, int value) {
        this.name = requireNonNull(name, "name");
        set(value, false);
    }

    public String name() {
        return name;
    }

    /** How much may be in flight. */
    public int value() {
        return value;
    }

    public boolean isUnderPressure() {
        return underPressure;
    }

    /** Whether its value follows what is learnt, below a ceiling. */
    public boolean learns() {
        return ceiling > 0;
    }

    /** How high the value may go by what is learnt; 0 when it is fixed. */
    public int ceiling() {
        return ceiling;
    }

    /** From now on its value follows what is learnt and never passes this; 0 for a value that is fixed. */
    public void learnUpTo(int most) {
        if (most < 0) throw new IllegalArgumentException("most: " + most + " (expected: >= 0)");
        ceiling = most;
    }

    /** How much is in flight. */
    public int inFlight() {
        return inFlight;
    }

    /** Takes over what was learnt, or what a person asked for; the second time changes nothing. */
    public void set(int value, boolean underPressure) {
        if (value < 1) throw new IllegalArgumentException("value: " + value + " (expected: >= 1)");
        this.value = value;
        this.underPressure = underPressure;
    }

    /** Why a task of this weight may not start now; absent when it may. */
    public Optional<Refusal> whyNot(int weight, Urgency urgency) {
        check(weight);
        int usable = usable(urgency);
        if (inFlight == 0 || inFlight + weight <= usable) return Optional.empty();
        return Optional.of(new Refusal(name, value, usable, inFlight, weight));
    }

    /** How much tasks of this urgency may have in flight together with all others; at least 1. */
    public int usable(Urgency urgency) {
        if (!underPressure) return value;
        return switch (urgency) {
            case LOW -> Math.max(1, value / 2);
            case NORMAL -> value < 4 ? value : value - Math.max(1, value / 8);
            case URGENT -> value;
        };
    }

    /** A task starts. Not refused, whatever the value: what was decided elsewhere is counted here. */
    public void take(int weight) {
        check(weight);
        inFlight += weight;
    }

    /**
     * A task ended.
     *
     * @throws IllegalStateException when not that much is in flight
     */
    public void giveBack(int weight) {
        check(weight);
        if (weight > inFlight)
            throw new IllegalStateException(
                    name + ": " + weight + " given back, but only " + inFlight + " was taken; take before giving back");
        inFlight -= weight;
    }

    private static void check(int weight) {
        if (weight < 1) throw new IllegalArgumentException("weight: " + weight + " (expected: >= 1)");
    }
}

package io.slipway.core.agent;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What an agent says of itself besides what it runs. Immutable.
 *
 * @param warm names of what it need not fetch again, such as hashes of trees; at most {@link #MOST_WARM}
 * @param load how much its CPUs have to do, as it measured: 1 when all are busy, more when work waits for them
 * @param pressure share of the time in which its tasks stood still for want of CPU, memory or disk, 0 to 1, as a mean over
 *     about ten seconds such as {@code avg10} of Linux' pressure stall information; absent when it does not measure that
 * @param freeMemory share of its memory that is free or can be freed at once, 0 to 1; absent when it does not measure that
 */
public record Vitals(SortedSet<String> warm, double load, OptionalDouble pressure, OptionalDouble freeMemory) {
    /** So many say most of what is worth knowing, and a thousand agents' fit in memory: name what is used most. */
    public static final int MOST_WARM = 256;

    /** It said nothing. */
    public static final Vitals NONE =
            new Vitals(Collections.emptySortedSet(), 0, OptionalDouble.empty(), OptionalDouble.empty());

    public Vitals {
        if (warm.size() > MOST_WARM)
            throw new IllegalArgumentException(
                    "warm: " + warm.size() + " names (expected: at most " + MOST_WARM + "; those used most)");
        warm = warm.isEmpty() ? Collections.emptySortedSet() : Collections.unmodifiableSortedSet(new TreeSet<>(warm));
        if (!(load >= 0) || Double.isInfinite(load))
            throw new IllegalArgumentException("load: " + load + " (expected: a number >= 0)");
        checkShare("pressure", requireNonNull(pressure, "pressure"));
        checkShare("freeMemory", requireNonNull(freeMemory, "freeMemory"));
    }

    private static void checkShare(String name, OptionalDouble share) {
        if (share.isPresent() && !(share.getAsDouble() >= 0 && share.getAsDouble() <= 1))
            throw new IllegalArgumentException(name + ": " + share.getAsDouble() + " (expected: 0 to 1)");
    }

    public Vitals withWarm(Set<String> names) {
        return new Vitals(new TreeSet<>(names), load, pressure, freeMemory);
    }

    public Vitals withLoad(double load) {
        return new Vitals(warm, load, pressure, freeMemory);
    }

    public Vitals withPressure(double share) {
        return new Vitals(warm, load, OptionalDouble.of(share), freeMemory);
    }

    public Vitals withFreeMemory(double share) {
        return new Vitals(warm, load, pressure, OptionalDouble.of(share));
    }
}

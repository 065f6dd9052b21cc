package io.slipway.core.pipeline;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Share of an agent that a task holds while it runs, or that an agent has to give. Immutable.
 *
 * @param milliCpu thousandths of one CPU
 * @param memoryBytes memory; for a task also the most it may use, 0 for no limit
 * @param diskBytes room for files
 * @param counts what comes in whole pieces, by name, such as GPUs or licences; never zero of anything
 */
public record Resources(int milliCpu, long memoryBytes, long diskBytes, SortedMap<String, Integer> counts) {
    /** What a task asks for that says nothing: one CPU, no limit on memory. */
    public static final Resources DEFAULT = new Resources(1000, 0);

    public Resources {
        if (milliCpu < 0) throw new IllegalArgumentException("milliCpu: " + milliCpu + " (expected: >= 0)");
        if (memoryBytes < 0) throw new IllegalArgumentException("memoryBytes: " + memoryBytes + " (expected: >= 0)");
        if (diskBytes < 0) throw new IllegalArgumentException("diskBytes: " + diskBytes + " (expected: >= 0)");
        counts = withoutZeros(counts);
    }

    /** No disk is asked for, and nothing that comes in pieces. */
    public Resources(int milliCpu, long memoryBytes) {
        this(milliCpu, memoryBytes, 0, Collections.emptySortedMap());
    }

    private static SortedMap<String, Integer> withoutZeros(SortedMap<String, Integer> counts) {
        if (counts.isEmpty()) return Collections.emptySortedMap();
        TreeMap<String, Integer> kept = new TreeMap<>();
        counts.forEach((name, count) -> {
            if (count < 0) throw new IllegalArgumentException(name + ": " + count + " (expected: >= 0)");
            if (count > 0) kept.put(name, count);
        });
        return Collections.unmodifiableSortedMap(kept);
    }

    // Written out, as every run comes by here: what a record is given costs a fresh JVM 20 ms.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Resources resources
                && milliCpu == resources.milliCpu
                && memoryBytes == resources.memoryBytes
                && diskBytes == resources.diskBytes
                && counts.equals(resources.counts);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * milliCpu + Long.hashCode(memoryBytes)) + counts.hashCode();
    }

    public boolean fitsIn(Resources free) {
        return milliCpu <= free.milliCpu
                && memoryBytes <= free.memoryBytes
                && diskBytes <= free.diskBytes
                && countsFitIn(free);
    }

    private boolean countsFitIn(Resources free) {
        for (Map.Entry<String, Integer> count : counts.entrySet()) {
            if (count.getValue() > free.count(count.getKey())) return false;
        }
        return true;
    }

    /** How many pieces there are of what has this name; 0 of what nobody named. */
    public int count(String name) {
        return counts.getOrDefault(name, 0);
    }

    /** The same with another amount of disk. */
    public Resources withDisk(long bytes) {
        return new Resources(milliCpu, memoryBytes, bytes, counts);
    }

    /** The same with another number of pieces of {@code name}. */
    public Resources withCount(String name, int count) {
        TreeMap<String, Integer> changed = new TreeMap<>(counts);
        changed.put(name, count);
        return new Resources(milliCpu, memoryBytes, diskBytes, changed);
    }

    public Resources plus(Resources other) {
        return new Resources(
                Math.addExact(milliCpu, other.milliCpu),
                Math.addExact(memoryBytes, other.memoryBytes),
                Math.addExact(diskBytes, other.diskBytes),
                other.counts.isEmpty() ? counts : countsPlus(other));
    }

    private SortedMap<String, Integer> countsPlus(Resources other) {
        TreeMap<String, Integer> sum = new TreeMap<>(counts);
        other.counts.forEach((name, count) -> sum.merge(name, count, Math::addExact));
        return sum;
    }

    /**
     * @throws IllegalArgumentException when {@code other} does not fit in this
     */
    public Resources minus(Resources other) {
        return new Resources(
                milliCpu - other.milliCpu,
                memoryBytes - other.memoryBytes,
                diskBytes - other.diskBytes,
                other.counts.isEmpty() ? counts : countsMinus(other));
    }

    private SortedMap<String, Integer> countsMinus(Resources other) {
        TreeMap<String, Integer> rest = new TreeMap<>(counts);
        other.counts.forEach((name, count) -> rest.put(name, count(name) - count));
        return rest;
    }
}

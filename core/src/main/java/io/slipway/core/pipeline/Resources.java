package io.slipway.core.pipeline;

/**
 * Share of an agent that a task holds while it runs, or that an agent has to give. Immutable.
 *
 * @param milliCpu thousandths of one CPU
 * @param memoryBytes memory; for a task also the most it may use, 0 for no limit
 */
public record Resources(int milliCpu, long memoryBytes) {
    /** What a task asks for that says nothing: one CPU, no limit on memory. */
    public static final Resources DEFAULT = new Resources(1000, 0);

    public Resources {
        if (milliCpu < 0) throw new IllegalArgumentException("milliCpu: " + milliCpu + " (expected: >= 0)");
        if (memoryBytes < 0) throw new IllegalArgumentException("memoryBytes: " + memoryBytes + " (expected: >= 0)");
    }

    public boolean fitsIn(Resources free) {
        return milliCpu <= free.milliCpu && memoryBytes <= free.memoryBytes;
    }

    public Resources plus(Resources other) {
        return new Resources(Math.addExact(milliCpu, other.milliCpu), Math.addExact(memoryBytes, other.memoryBytes));
    }

    /**
     * @throws IllegalArgumentException when {@code other} does not fit in this
     */
    public Resources minus(Resources other) {
        return new Resources(milliCpu - other.milliCpu, memoryBytes - other.memoryBytes);
    }
}

package io.slipway.core.estimate;

/**
 * What runs of a task used lately. Immutable.
 *
 * @param runs that were looked at, the latest ones
 * @param medianMemoryBytes half of them needed no more at their peak
 * @param highMemoryBytes nineteen in twenty needed no more at their peak
 * @param medianMilliCpu CPU time by running time in thousandths of a CPU
 * @param highMilliCpu nineteen in twenty kept no more than this busy
 */
public record ResourceEstimate(
        int runs, long medianMemoryBytes, long highMemoryBytes, int medianMilliCpu, int highMilliCpu) {}

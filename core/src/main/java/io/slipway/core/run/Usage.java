package io.slipway.core.run;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * What an attempt used. Immutable; times are kept in whole milliseconds, as they are written down.
 *
 * @param peakMemoryBytes largest resident memory of the process tree
 * @param bytesIn size of its inputs
 * @param bytesOut size of its outputs
 */
public record Usage(Duration wall, Duration cpu, long peakMemoryBytes, long bytesIn, long bytesOut) {
    public static final Usage NONE = new Usage(Duration.ZERO, Duration.ZERO, 0, 0, 0);

    public Usage {
        wall = wall.truncatedTo(ChronoUnit.MILLIS);
        cpu = cpu.truncatedTo(ChronoUnit.MILLIS);
    }
}

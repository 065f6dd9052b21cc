package io.slipway.core.local;

import io.slipway.core.run.RunId;
import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Makes names of runs: UUIDs of version 7 (RFC 9562, section 5.7), milliseconds first and then chance. */
public final class RunIds {
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private RunIds() {}

    /** The next name, for a run that is asked for now. */
    public static RunId next(Instant now, RandomGenerator random) {
        long high = (now.toEpochMilli() << 16) | VERSION_7 | (random.nextLong() & 0xfff);
        long low = (random.nextLong() >>> 2) | VARIANT;
        return new RunId(new UUID(high, low).toString());
    }
}

package io.slipway.core.simulate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Faults of every kind at any time, from a seed. */
public final class SeededFaults {
    private static final Fault.Kind[] KINDS = Fault.Kind.values();
    private static final long SECOND = 1_000_000_000L;
    private static final long HOUR = 3600 * SECOND;

    private SeededFaults() {}

    /**
     * So many faults, earliest first. Every kind comes up once before one comes up again.
     *
     * @param agents how many there are
     * @param within before when they happen
     */
    public static List<Fault> of(long seed, int count, int agents, Duration within) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        List<Fault> faults = new ArrayList<>(count);
        int first = random.nextInt(KINDS.length);
        for (int i = 0; i < count; i++) {
            Fault.Kind kind = KINDS[(first + i) % KINDS.length];
            Duration at = Duration.ofNanos(random.nextLong(Math.max(1, within.toNanos())));
            faults.add(new Fault(kind, at, random.nextInt(agents), Duration.ofNanos(lastsNanos(kind, random))));
        }
        faults.sort(Comparator.comparing(Fault::at));
        return List.copyOf(faults);
    }

    private static long lastsNanos(Fault.Kind kind, RandomGenerator random) {
        long lease = VirtualFleet.LEASE.toNanos();
        return switch (kind) {
            case DIES -> lease / 10 + random.nextLong(10 * lease);
            case PARTITIONS -> SECOND + random.nextLong(lease * 8 / 10);
            case RETURNS_LATE -> lease + SECOND + random.nextLong(10 * lease);
            case SLOWS_DOWN -> random.nextLong(20 * lease);
            case CLOCK_JUMPS -> random.nextLong(4 * HOUR) - 2 * HOUR;
            case REPORTS_TWICE, EXCEEDS_MEMORY, EXCEEDS_TIME, EXCEEDS_DISK -> 0;
        };
    }
}

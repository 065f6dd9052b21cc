package io.slipway.core.plan;

/** Numbers by seed: SplitMix64 (Steele, Lea, Flood 2014). The same ones everywhere, and quick. Confined to one thread. */
final class Chance {
    private long state;

    Chance(long seed) {
        state = seed;
    }

    long nextLong() {
        state += 0x9E3779B97F4A7C15L;
        long z = state;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** From 0 up to {@code bound}, without it. */
    int below(int bound) {
        return (int) (((nextLong() >>> 32) * bound) >>> 32);
    }

    /** From 0 up to 1, without it. */
    double share() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    /** About normal, with mean 0 and deviation 1: the sum of four. */
    double bell() {
        return (share() + share() + share() + share() - 2) * 1.7320508075688772;
    }
}

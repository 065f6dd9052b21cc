package io.slipway.core.forecast;

import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.RunId;

/**
 * Chance by name: what a task of a run draws depends on the seed, the sample, the run and the task, and on nothing else that
 * happens. So two futures that differ in one thing differ by what follows from it (common random numbers). Immutable.
 */
record Draw(long seed, int sample) {
    /** How long it takes, as a probability. */
    double duration(RunId run, TaskAddress task) {
        return share(run, task, 0x9E3779B97F4A7C15L);
    }

    /** Whether that attempt fails. */
    double failure(RunId run, TaskAddress task, int attempt) {
        return share(run, task, 0xE7037ED1A0B428DBL + attempt);
    }

    /** When it fails, if it does, as a probability. */
    double failsAfter(RunId run, TaskAddress task, int attempt) {
        return share(run, task, 0x8EBC6AF09C88C6E3L + attempt);
    }

    /** Whether its result is there. */
    double reuse(RunId run, TaskAddress task) {
        return share(run, task, 0xD1B54A32D192ED03L);
    }

    /** How long until the next run is asked for. */
    double gap(int number) {
        return share(mix(start(0xA24BAED4963EE407L) ^ number));
    }

    /** Which one that is. */
    double kind(int number) {
        return share(mix(start(0x9FB21C651E98DF25L) ^ number));
    }

    private double share(RunId run, TaskAddress task, long what) {
        long mixed = start(what);
        mixed = mix(mixed ^ run.value().hashCode());
        mixed = mix(
                mixed ^ ((long) task.service().hashCode() << 32 | task.task().hashCode() & 0xFFFFFFFFL));
        return share(mixed);
    }

    private long start(long what) {
        return mix(mix(seed + what) ^ sample);
    }

    private static double share(long mixed) {
        return ((mixed >>> 11) + 0.5) * 0x1.0p-53;
    }

    /** SplitMix64 (Steele, Lea, Flood 2014). */
    private static long mix(long z) {
        z += 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}

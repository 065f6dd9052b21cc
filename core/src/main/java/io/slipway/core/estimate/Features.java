package io.slipway.core.estimate;

import java.time.Instant;

/**
 * Covariates as numbers that are quick to compare. Immutable.
 *
 * @param minute since 1970 at which it starts
 * @param extent of the change of its inputs, as {@value #PER_E} times the logarithm of 1 + how many files differ; 0 when it
 *     is not known
 * @param logSpeed of the agents of its class; 0 for ordinary ones
 */
record Features(
        int minute,
        int jobs,
        int branch,
        int event,
        int agent,
        int cache,
        int inputs,
        int extent,
        float change,
        float logSpeed) {
    private static final int MINUTES_A_DAY = 24 * 60;

    /** Steps of {@link #extent} for each factor of e, so that it takes a byte. */
    private static final double PER_E = 8;

    static Features of(Covariates known, Instant startsAt) {
        return new Features(
                (int) Math.max(-Integer.MAX_VALUE, Math.min(Integer.MAX_VALUE, startsAt.getEpochSecond() / 60)),
                known.jobs(),
                known.branch().hashCode(),
                known.event().hashCode(),
                known.agentClass().hashCode(),
                known.cache().name().hashCode(),
                known.changedInputs().hashCode(),
                (int) Math.min(Byte.MAX_VALUE, Math.round(PER_E * Math.log(1.0 + known.changedInputFiles()))),
                (float) Math.log(1.0 + known.changedLines()),
                (float) Math.log(known.agentSpeed()));
    }

    /** The logarithm of 1 + the number of changed files. */
    static double logFiles(int extent) {
        return extent / PER_E;
    }

    int minuteOfDay() {
        return Math.floorMod(minute, MINUTES_A_DAY);
    }

    /** Share of a day between two times of day, at most one half. */
    static double between(int minuteOfDay, int otherMinuteOfDay) {
        int apart = Math.abs(minuteOfDay - otherMinuteOfDay);
        return Math.min(apart, MINUTES_A_DAY - apart) / (double) MINUTES_A_DAY;
    }

    static double days(int minutes) {
        return minutes / (double) MINUTES_A_DAY;
    }
}

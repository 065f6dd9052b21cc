package io.slipway.core.estimate;

import java.time.Instant;

/**
 * Covariates as numbers that are quick to compare. Immutable.
 *
 * @param minute since 1970 at which it starts
 * @param logSpeed of the agents of its class; 0 for ordinary ones
 */
record Features(
        int minute, int jobs, int branch, int event, int agent, int cache, int inputs, float change, float logSpeed) {
    private static final int MINUTES_A_DAY = 24 * 60;

    static Features of(Covariates known, Instant startsAt) {
        return new Features(
                (int) Math.max(-Integer.MAX_VALUE, Math.min(Integer.MAX_VALUE, startsAt.getEpochSecond() / 60)),
                known.jobs(),
                known.branch().hashCode(),
                known.event().hashCode(),
                known.agentClass().hashCode(),
                known.cache().name().hashCode(),
                known.changedInputs().hashCode(),
                (float) Math.log(1.0 + known.changedLines()),
                (float) Math.log(known.agentSpeed()));
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

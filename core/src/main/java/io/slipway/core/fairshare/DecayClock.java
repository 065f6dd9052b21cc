package io.slipway.core.fairshare;

import java.time.Duration;
import java.time.Instant;

/**
 * Use that counts half after each half-life, in a scale in which nothing has to be touched while time passes.
 *
 * <p>What was used at time <i>s</i> counts {@code 2^((s - now) / h)} now. All tenants' use shrinks by the same factor, so
 * their order never changes by time alone. Kept is use times {@code 2^(now / h)}, which is constant: using at rate 1 from
 * <i>s</i> to <i>e</i> adds {@code h / ln 2 * (2^(e / h) - 2^(s / h))}. Time is counted from a base that moves on before
 * the powers grow too large.
 */
final class DecayClock {
    /** Half-lives after which the base moves on: far from the largest power a double holds, and exact. */
    private static final int MOST_HALF_LIVES = 64;

    /** What becomes of kept use when the base moves on by that: exactly a power of two. */
    static final double REBASED = StrictMath.pow(2, -MOST_HALF_LIVES);

    private static final double LN_2 = StrictMath.log(2);

    private final double halfLifeSeconds;
    private long baseSecond;
    private boolean started;
    private double now;

    DecayClock(Duration halfLife) {
        this.halfLifeSeconds = seconds(halfLife);
    }

    static double seconds(Duration duration) {
        return duration.getSeconds() + duration.getNano() / 1e9;
    }

    /** Seconds since the base. */
    double now() {
        return now;
    }

    double halfLifeSeconds() {
        return halfLifeSeconds;
    }

    /** Whether the base has to move on before that time is reached. */
    boolean isBeyondReach(Instant time) {
        if (!started) {
            started = true;
            baseSecond = time.getEpochSecond();
        }
        return sinceBase(time) > reach();
    }

    /**
     * Whether so much time passes until then that what was used before counts for nothing: some 64 half-lives more than
     * the base reaches.
     */
    boolean isFarBeyondReach(Instant time) {
        return started && sinceBase(time) > 2 * reach();
    }

    /**
     * Moves the base so far that the time is within reach, which is to be told then: what was kept is to be forgotten, and
     * seconds are to be lowered by the result, but not below 0 where use is counted from.
     */
    double skipTowards(Instant time) {
        long seconds = (long) (sinceBase(time) - reach());
        baseSecond += seconds;
        now = 0;
        return seconds;
    }

    /** Moves as far as the base allows. */
    void advanceToReach() {
        now = Math.max(now, reach());
    }

    /** Time that runs backwards stands still. */
    void advance(Instant to) {
        now = Math.max(now, sinceBase(to));
    }

    private double reach() {
        return MOST_HALF_LIVES * halfLifeSeconds;
    }

    private double sinceBase(Instant time) {
        return time.getEpochSecond() - baseSecond + time.getNano() / 1e9;
    }

    /** What using at rate 1 adds to the kept use. */
    double use(double from, double to) {
        return halfLifeSeconds
                / LN_2
                * StrictMath.pow(2, from / halfLifeSeconds)
                * StrictMath.expm1((to - from) * LN_2 / halfLifeSeconds);
    }

    /** What is kept for use that counts as much now as using at rate 1 for so long. */
    double kept(double seconds) {
        return seconds * StrictMath.pow(2, now / halfLifeSeconds);
    }

    /** What one of kept use counts now, as a part of the most that can be used at rate 1. */
    double worth() {
        return StrictMath.pow(2, -now / halfLifeSeconds) * LN_2 / halfLifeSeconds;
    }

    /**
     * Moves the base to now. What was kept is to be multiplied by {@link #REBASED}, and seconds are to be lowered by the
     * result.
     */
    double rebase() {
        // Whole seconds of the base: what is lost of a half-life with a fraction is nothing beside 64 of them.
        long seconds = (long) now;
        baseSecond += seconds;
        now -= seconds;
        return seconds;
    }
}

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

    /** Seconds since the base; time that runs backwards stands still. */
    double advance(Instant to) {
        if (!started) {
            started = true;
            baseSecond = to.getEpochSecond();
        }
        now = Math.max(now, to.getEpochSecond() - baseSecond + to.getNano() / 1e9);
        return now;
    }

    /** What using at rate 1 adds to the kept use. */
    double use(double from, double to) {
        return halfLifeSeconds
                / LN_2
                * StrictMath.pow(2, from / halfLifeSeconds)
                * StrictMath.expm1((to - from) * LN_2 / halfLifeSeconds);
    }

    /** What one of kept use counts now, as a part of the most that can be used at rate 1. */
    double worth() {
        return StrictMath.pow(2, -now / halfLifeSeconds) * LN_2 / halfLifeSeconds;
    }

    /** Whether it is time to {@link #rebase}. */
    boolean isFarFromBase() {
        return now > MOST_HALF_LIVES * halfLifeSeconds;
    }

    /** By how many half-lives the base is to move: whole ones in whole seconds, so that scaling by 2 to it is exact. */
    int halfLivesToRebase() {
        return (int) (now / halfLifeSeconds);
    }

    /** Moves the base on; what was kept must be multiplied by {@code 2^-halfLives}, and seconds be lowered by the result. */
    double rebase(int halfLives) {
        double seconds = halfLives * halfLifeSeconds;
        baseSecond += (long) seconds;
        // A half-life with a fraction leaves a part of a second, which is nothing beside it.
        now -= (long) seconds;
        return (long) seconds;
    }
}

package io.slipway.core.forecast;

import java.time.Duration;

/**
 * Makes forecasts right as often as they say, by how earlier ones came out: how much longer than said runs take on the
 * whole, for what no future knows of (agents that will fail, tasks that are tried again), and how much wider or narrower
 * the interval has to be.
 *
 * <pre>{@code
 * e = ln(actual / said);  bias += 0.02 clip(e - bias, -0.3, 0.3)
 * width = width exp(0.1 (miss - 0.1))        miss: 1 when outside of the interval that was said
 * }</pre>
 *
 * The second line is the online conformal step of Gibbs and Candès (2021) on the width: in the long run one in ten misses,
 * whatever the forecasts are like. Confined to one thread; O(1).
 */
public final class Calibration {
    private static final double MISS = 0.1;
    private static final double BIAS_RATE = 0.02;
    private static final double WIDTH_RATE = 0.1;
    private static final double CLIP = 0.3;

    /** In logs, on either side: durations never repeat to the millisecond. */
    private static final double NARROWEST = 0.02;

    private double bias;
    private double width = 1;

    /** What to say instead. */
    public Span apply(Span span) {
        double shift = Math.exp(bias);
        double down = widened(span.low(), span.point());
        double up = widened(span.point(), span.high());
        return new Span(
                scaled(span.point(), shift), scaled(span.point(), shift / down), scaled(span.point(), shift * up));
    }

    private double widened(Duration less, Duration more) {
        double ratio = Math.log(seconds(more) / seconds(less));
        return Math.exp(Math.max(NARROWEST, ratio) * width);
    }

    /**
     * A run has ended.
     *
     * @param said by the futures, before {@link #apply}
     * @param actual that came of it
     */
    public void learn(Span said, Duration actual) {
        Span told = apply(said);
        double off = Math.log(seconds(actual) / seconds(said.point()));
        boolean missed = actual.compareTo(told.low()) < 0 || actual.compareTo(told.high()) > 0;
        bias += BIAS_RATE * Math.max(-CLIP, Math.min(CLIP, off - bias));
        width *= Math.exp(WIDTH_RATE * ((missed ? 1 : 0) - MISS));
    }

    private static double seconds(Duration duration) {
        return Math.max(1e-3, duration.toNanos() / 1e9);
    }

    private static Duration scaled(Duration duration, double factor) {
        return Duration.ofNanos((long) (Math.min(seconds(duration) * factor, 1e9) * 1e9));
    }
}

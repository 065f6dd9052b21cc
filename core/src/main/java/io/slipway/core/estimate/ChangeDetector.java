package io.slipway.core.estimate;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells when a task, or a pipeline, begins to take another time than before: at once, little by little, or less evenly;
 * and that a single run which took long is none of these. Told one run after the other, in their order.
 *
 * <p>Works on logarithms x of durations, with the last {@value #MEMORY} runs as they would be without the changes found
 * so far. After each run, for every number k of latest runs, the runs before them say how values lie ({@link Shape},
 * density f), and the evidence for each kind of change since then is a generalised likelihood ratio (Lorden 1971; Siegmund
 * and Venkatraman 1995) with that density in place of a normal one:
 *
 * <pre>{@code
 * step      sum ln f(x - d) - ln f(x)        d: median of the k runs less that of the earlier ones
 * drift     sum ln f(x - b i) - ln f(x)      b i: rises evenly from 0, i-th of the k runs
 * variance  sum ln f(x / r) / r - ln f(x)    r: ratio of the median distances from the middle
 * }</pre>
 *
 * The best one is reported when its evidence exceeds a bound, which is higher while few runs are known. As f knows of
 * far-off values, one run adds little evidence however far off it is, and less where such runs are usual; {@value
 * #LEAST_STEP} runs are the fewest that make a step. What was found is taken out of the earlier runs, so that they still
 * say how values lie, and its size is corrected with the next runs.
 *
 * <p>Confined to one thread. O(1) a run in memory and time: a glance at most times, some 0.1 ms when something may have
 * changed.
 */
public final class ChangeDetector {
    private static final int MEMORY = 160;

    /** Fewer earlier runs say nothing. */
    private static final int LEAST_KNOWN = 8;

    private static final int LEAST_STEP = 3;
    private static final int LEAST_DRIFT = 8;
    private static final int LEAST_VARIANCE = 14;
    private static final int LONGEST = 64;

    private static final double STEP_BOUND = 17;
    private static final double DRIFT_BOUND = 15;
    private static final double VARIANCE_BOUND = 20;

    /** How much likelier a step must be than a drift, or the other way round, for it to be told at once. */
    private static final double CLEAR = 7;

    /** Added to each bound, by the number of earlier runs: few of them say little of how values lie. */
    private static final double FEW = 40;

    /** The same for each of the runs since, as what the density gets wrong adds up with them. */
    private static final double FEWER = 4;

    /** Less than 5 % is not worth telling. */
    private static final double LEAST_SHIFT = Math.log(1.05);

    /** Nor is what is less than usual from run to run. */
    private static final double LEAST_SCALES = 1;

    private static final double LEAST_RATIO = Math.log(1.7);

    /** How long a change found is corrected with the runs after it. */
    private static final int SETTLING = 40;

    /** In which a run so far off is looked at as a spike. */
    private static final double SPIKE = Math.log(1.3);

    /** In ranks' standard deviations: below it, nothing has changed since then, and no density is needed to tell. */
    private static final double GLANCE = 2.3;

    /** What {@link ChangePoint} calls a spike is at least so many scales off, and {@link #SPIKE} in logs. */
    private static final double SPIKE_SCALES = 4;

    /** How long after a drift was last seen another rise is the same drift. */
    private static final int SAME_DRIFT = 16;

    private final double[] values = new double[MEMORY];
    private final double[] latest = new double[MEMORY];
    private final Ranks ranks = new Ranks(MEMORY);
    private int count;
    private int told;

    /** How many of the latest runs a step that is still corrected has; {@link #SETTLING} when none is. */
    private int sinceStep = SETTLING;

    /** How many runs were told when a drift was last seen, and how much it rose with each. */
    private int driftSeen;

    private double driftSlope;

    /** Runs since the last spike or change; one spike is told once. */
    private int quiet;

    private record Change(ChangePoint.Kind kind, int runs, double size, double evidence, double level) {}

    /** A run's time. Returns what it shows, which is nothing for nearly all runs. */
    public Optional<ChangePoint> observe(Duration duration) {
        return observe(Math.log(Math.max(1e-3, duration.toNanos() / 1e9)));
    }

    /** The same for the natural logarithm of seconds. */
    public Optional<ChangePoint> observe(double logSeconds) {
        if (!(Math.abs(logSeconds) < 1e6))
            throw new IllegalArgumentException("logSeconds: " + logSeconds + " (expected: a finite logarithm)");
        if (count == MEMORY) {
            System.arraycopy(values, 1, values, 0, MEMORY - 1);
            count--;
        }
        values[count++] = logSeconds;
        told++;
        quiet++;
        if (sinceStep < SETTLING) settle();
        if (count < LEAST_KNOWN + LEAST_STEP) return Optional.empty();
        ranks.of(values, count);
        Change best = best();
        if (best == null) return spike();
        return report(best);
    }

    /** Moves what was before the last step to where it would be, now that the step's size is known better. */
    private void settle() {
        sinceStep++;
        int from = count - sinceStep;
        if (from < 1) {
            sinceStep = SETTLING;
            return;
        }
        double still = median(from, count) - median(0, from);
        for (int i = 0; i < from; i++) values[i] += still;
    }

    /** The likeliest change, when it is likely enough and no other kind is nearly as likely. */
    private @Nullable Change best() {
        Change step = null;
        Change drift = null;
        Change variance = null;
        int longest = Math.min(LONGEST, count - LEAST_KNOWN);
        Shape shape = null;
        int shaped = 0;
        for (int k = LEAST_STEP; k <= longest; k += k < 24 ? 1 : k < 40 ? 2 : 4) {
            boolean moved = ranks.moved(k) > GLANCE;
            boolean spread = k >= LEAST_VARIANCE && ranks.spread(k) > GLANCE;
            if (!moved && !spread) continue;
            if (shape == null || k > shaped) {
                // One density does for k up to twice as large: it goes by runs before all of them.
                shaped = Math.min(longest, Integer.highestOneBit(k) * 2 - 1);
                shape = new Shape(values, count - shaped);
            }
            if (moved) {
                step = better(step, step(shape, k));
                if (k >= LEAST_DRIFT) drift = better(drift, drift(shape, k));
            }
            if (spread) variance = better(variance, variance(shape, k));
        }
        if (step != null && drift != null && Math.abs(step.evidence - drift.evidence) < CLEAR) {
            // The next runs tell which it is.
            if (step.evidence < 3 * STEP_BOUND) return null;
        }
        Change likelier = better(step, drift);
        if (likelier != null && !enough(likelier, likelier.kind == ChangePoint.Kind.STEP ? STEP_BOUND : DRIFT_BOUND))
            likelier = null;
        if (variance != null && !enough(variance, VARIANCE_BOUND)) variance = null;
        return better(likelier, variance);
    }

    private boolean enough(Change change, double bound) {
        double known = count - change.runs;
        return change.evidence > bound + (FEW + FEWER * change.runs) / known;
    }

    private static @Nullable Change better(@Nullable Change one, @Nullable Change other) {
        if (one == null || other == null) return one == null ? other : one;
        return other.evidence > one.evidence ? other : one;
    }

    private @Nullable Change step(Shape shape, int k) {
        int from = count - k;
        double size = median(from, count) - shape.middle;
        if (Math.abs(size) < Math.max(LEAST_SHIFT, LEAST_SCALES * shape.scale)) return null;
        double evidence = 0;
        for (int i = from; i < count; i++) evidence += shape.log(values[i] - size) - shape.log(values[i]);
        return new Change(ChangePoint.Kind.STEP, k, size, evidence, shape.middle);
    }

    private @Nullable Change drift(Shape shape, int k) {
        int from = count - k;
        int half = k / 2;
        for (int i = half; i < k; i++) latest[i - half] = (values[from + i] - shape.middle) / (i + 1);
        double slope = middle(latest, k - half);
        if (Math.abs(slope * k) < Math.max(LEAST_SHIFT, 2 * LEAST_SCALES * shape.scale)) return null;
        double evidence = 0;
        for (int i = 0; i < k; i++) {
            double value = values[from + i];
            evidence += shape.log(value - slope * (i + 1)) - shape.log(value);
        }
        return new Change(ChangePoint.Kind.DRIFT, k, slope, evidence, shape.middle);
    }

    private @Nullable Change variance(Shape shape, int k) {
        int from = count - k;
        double middle = median(from, count);
        for (int i = 0; i < k; i++) latest[i] = Math.abs(values[from + i] - middle);
        double ratio = Math.max(Shape.LEAST_SCALE, 1.4826 * middle(latest, k)) / shape.scale;
        if (Math.abs(Math.log(ratio)) < LEAST_RATIO) return null;
        double evidence = -k * Math.log(ratio);
        for (int i = from; i < count; i++) {
            double value = values[i];
            evidence += shape.log(shape.middle + (value - middle) / ratio) - shape.log(value);
        }
        return new Change(ChangePoint.Kind.VARIANCE, k, ratio, evidence, shape.middle);
    }

    private Optional<ChangePoint> report(Change change) {
        quiet = 0;
        int since = told - change.runs;
        double rise = switch (change.kind) {
            case STEP -> change.size;
            case DRIFT -> change.size * change.runs;
            case VARIANCE, SPIKE -> 0;
        };
        boolean sameDrift = isSameDrift(since, rise);
        take(change);
        if (change.kind == ChangePoint.Kind.DRIFT && !sameDrift) driftSlope = change.size;
        if (change.kind == ChangePoint.Kind.DRIFT || sameDrift) driftSeen = told;
        if (sameDrift) return Optional.empty();
        double spread = change.kind == ChangePoint.Kind.VARIANCE ? change.size : 1;
        return Optional.of(new ChangePoint(
                change.kind,
                since,
                told - 1,
                duration(change.level),
                duration(change.level + rise),
                spread,
                change.evidence));
    }

    private boolean isSameDrift(int since, double rise) {
        if (driftSlope == 0 || rise * driftSlope <= 0 || since - driftSeen > SAME_DRIFT) return false;
        return Math.abs(rise) <= 2 * Math.abs(driftSlope) * (told - driftSeen + SAME_DRIFT);
    }

    /** Lets the earlier runs be as they would have been with the change. */
    private void take(Change change) {
        int from = count - change.runs;
        switch (change.kind) {
            case STEP -> {
                for (int i = 0; i < from; i++) values[i] += change.size;
                sinceStep = change.runs;
            }
            case DRIFT -> {
                for (int i = 0; i < count; i++) values[i] += change.size * Math.min(change.runs, count - 1 - i);
                sinceStep = SETTLING;
            }
            case VARIANCE -> {
                System.arraycopy(values, from, values, 0, change.runs);
                count = change.runs;
                sinceStep = SETTLING;
            }
            case SPIKE -> {}
        }
    }

    /** The third-latest run, when it is far off and the two after it are not. */
    private Optional<ChangePoint> spike() {
        if (quiet < LEAST_STEP) return Optional.empty();
        double middle = ranks.middle();
        double scale = Math.max(Shape.LEAST_SCALE, ranks.scale());
        double off = values[count - 3] - middle;
        if (Math.abs(off) < Math.max(SPIKE, SPIKE_SCALES * scale)) return Optional.empty();
        for (int i = count - 2; i < count; i++) {
            if (Math.abs(values[i] - middle) > Math.abs(off) / 2) return Optional.empty();
        }
        return Optional.of(new ChangePoint(
                ChangePoint.Kind.SPIKE, told - 3, told - 1, duration(middle), duration(values[count - 3]), 1, 0));
    }

    private double median(int from, int to) {
        System.arraycopy(values, from, latest, 0, to - from);
        return middle(latest, to - from);
    }

    /** Sorts. */
    private static double middle(double[] some, int count) {
        Arrays.sort(some, 0, count);
        return count % 2 == 1 ? some[count / 2] : (some[count / 2 - 1] + some[count / 2]) / 2;
    }

    private static Duration duration(double logSeconds) {
        return Duration.ofNanos((long) (Math.exp(Math.min(logSeconds, Math.log(1e9))) * 1e9));
    }
}

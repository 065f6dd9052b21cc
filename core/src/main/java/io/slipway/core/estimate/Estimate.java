package io.slipway.core.estimate;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How long a task is expected to run, and how sure that is. Immutable.
 *
 * <p>{@link #low} and {@link #high} are as far apart as they have to be for nine runs in ten to end between them; {@link
 * #quantile} says the same for any share.
 */
public final class Estimate {
    /** From so many runs on, a strange one can be told. */
    private static final int ENOUGH_TO_BE_STRANGE = 20;

    /** Runs of nothing differ by the work of starting them; nobody wants to hear of that. */
    private static final Duration NO_MATTER = Duration.ofSeconds(1);

    /** How much of the past an estimate could go by. */
    public enum Basis {
        /** The task's own runs. */
        TASK,
        /** Few of its own, and those of its kind. */
        KIND,
        /** All tasks there are, as neither it nor its kind was ever seen. */
        ALL
    }

    private final Duration point;
    private final Duration low;
    private final Duration high;
    private final Basis basis;
    private final long runs;
    /** Logarithms of seconds at the probabilities (i + 0.5) / length, ascending. */
    private final double[] logs;

    Estimate(Duration point, Duration low, Duration high, Basis basis, long runs, double[] ascendingLogs) {
        this.point = requireNonNull(point, "point");
        this.low = requireNonNull(low, "low");
        this.high = requireNonNull(high, "high");
        this.basis = requireNonNull(basis, "basis");
        this.runs = runs;
        this.logs = ascendingLogs;
    }

    /** The one figure, if there has to be one: as many runs as possible end near it. */
    public Duration point() {
        return point;
    }

    /** One run in ten ends outside {@code low} to {@code high}. */
    public Duration low() {
        return low;
    }

    public Duration high() {
        return high;
    }

    public Basis basis() {
        return basis;
    }

    /** How many passing runs of the task it goes by, also those that are only remembered in the sum. */
    public long runs() {
        return runs;
    }

    /** The time that a share of {@code probability} of the runs does not exceed, between 0 and 1. */
    public Duration quantile(double probability) {
        if (!(probability >= 0 && probability <= 1))
            throw new IllegalArgumentException("probability: " + probability + " (expected: 0 to 1)");
        return LogSeconds.toDuration(logQuantile(probability));
    }

    /** One duration such as it may take. */
    public Duration sample(RandomGenerator random) {
        return quantile(random.nextDouble());
    }

    /** One duration such as it may take in all, when it has been running for {@code elapsed}. */
    public Duration sampleAfter(Duration elapsed, RandomGenerator random) {
        double gone = probability(elapsed);
        Duration total = quantile(gone + (1 - gone) * random.nextDouble());
        return total.compareTo(elapsed) > 0 ? total : elapsed;
    }

    /** The share of runs that end within {@code elapsed}. */
    public double probability(Duration elapsed) {
        double log = LogSeconds.of(elapsed);
        if (log <= logs[0]) return 0;
        if (log >= logs[logs.length - 1]) return 1;
        int above = Arrays.binarySearch(logs, log);
        if (above < 0) above = -above - 1;
        double step = logs[above] - logs[above - 1];
        double at = step > 0 ? above - 1 + (log - logs[above - 1]) / step : above;
        return at / (logs.length - 1);
    }

    /**
     * A run that is under way for longer is longer than 99 in 100 of its like, and by more than a second. Absent when
     * fewer than 20 runs of the task were seen.
     */
    public Optional<Duration> overdueAfter() {
        if (basis != Basis.TASK || runs < ENOUGH_TO_BE_STRANGE) return Optional.empty();
        Duration strange = quantile(0.99);
        Duration noticed = point.plus(NO_MATTER);
        return Optional.of(strange.compareTo(noticed) > 0 ? strange : noticed);
    }

    private double logQuantile(double probability) {
        double at = probability * (logs.length - 1);
        int below = (int) Math.min(Math.floor(at), logs.length - 2);
        return logs[below] + (at - below) * (logs[below + 1] - logs[below]);
    }
}

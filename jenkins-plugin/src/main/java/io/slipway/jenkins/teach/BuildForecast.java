package io.slipway.jenkins.teach;

import static java.util.Objects.requireNonNull;

import io.slipway.core.estimate.Estimate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * When a running build will be done. Immutable.
 *
 * <p>What the builds before it let expect of it by the methods of a run of Slipway ({@link Estimate}), as far as it has not
 * run for longer already: nine in ten end between {@code earliest} and {@code latest}.
 *
 * @param started when it began to run
 * @param finish when it will probably be done; the time of asking when it has run longer than all before it
 * @param earliest it ends before this in one of twenty
 * @param latest it ends after this in one of twenty
 * @param builds how many builds before it that is judged from
 * @param overdue whether it has run longer than 99 in 100 of its like do, or than any of them did
 * @param criticalPath what it still has to go through, in order, that nothing else can make up for; names of works
 */
public record BuildForecast(
        Instant started,
        Instant finish,
        Instant earliest,
        Instant latest,
        int builds,
        boolean overdue,
        List<String> criticalPath) {
    private static final double LOW = 0.05;
    private static final double HIGH = 0.95;

    public BuildForecast {
        requireNonNull(started, "started");
        if (finish.isBefore(earliest) || latest.isBefore(finish))
            throw new IllegalArgumentException("finish: " + finish + " (expected: " + earliest + " to " + latest + ")");
        if (builds < 1) throw new IllegalArgumentException("builds: " + builds + " (expected: >= 1)");
        criticalPath = List.copyOf(criticalPath);
    }

    /**
     * What is known of a build that began at {@code started}; absent when nothing like it has finished yet.
     *
     * @param work what it is a build of: the full name of its job
     * @param now the time of asking; not before {@code started}
     */
    public static Optional<BuildForecast> of(PastBuilds past, String work, Instant started, Instant now) {
        return past.estimate(work).map(estimate -> of(estimate, work, started, now));
    }

    private static BuildForecast of(Estimate estimate, String work, Instant started, Instant now) {
        Duration elapsed = Duration.between(started, now);
        int builds = (int) estimate.runs();
        double gone = estimate.probability(elapsed);
        if (gone >= 1) return new BuildForecast(started, now, now, now, builds, true, List.of(work));
        Duration point = estimate.point();
        Duration finish = point.compareTo(elapsed) > 0 ? point : left(estimate, gone, 0.5);
        Duration low = gone == 0 ? estimate.low() : longer(estimate.low(), left(estimate, gone, LOW));
        Duration high = gone == 0 ? estimate.high() : longer(estimate.high(), left(estimate, gone, HIGH));
        boolean overdue = estimate.overdueAfter()
                .filter(strange -> elapsed.compareTo(strange) > 0)
                .isPresent();
        return new BuildForecast(
                started,
                started.plus(finish),
                started.plus(longer(elapsed, low.compareTo(finish) < 0 ? low : finish)),
                started.plus(longer(high, finish)),
                builds,
                overdue,
                List.of(work));
    }

    /** What a share of those that have lasted as long as {@code gone} of all do not exceed. */
    private static Duration left(Estimate estimate, double gone, double share) {
        return estimate.quantile(gone + (1 - gone) * share);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}

package io.slipway.jenkins.teach;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * When a running build will be done. Immutable.
 *
 * <p>It is like one of the builds before it that took longer than it has run already: the finish is the median of those,
 * {@code earliest} and {@code latest} are their 10th and 90th percentile.
 *
 * @param started when it began to run
 * @param finish when it will probably be done; the time of asking when it has run longer than all before it
 * @param earliest it ends before this in one of ten
 * @param latest it ends after this in one of ten
 * @param builds how many builds before it that is judged from
 * @param overdue whether it has run longer than any of them, so that nothing is known of when it ends
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
    private static final double LOW = 0.1;
    private static final double HIGH = 0.9;

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
        return past.spread(work).map(spread -> of(spread, work, started, now));
    }

    private static BuildForecast of(Spread spread, String work, Instant started, Instant now) {
        Duration elapsed = Duration.between(started, now);
        Optional<Spread> longer = spread.longerThan(elapsed);
        if (longer.isEmpty()) return new BuildForecast(started, now, now, now, spread.builds(), true, List.of(work));
        Spread like = longer.get();
        return new BuildForecast(
                started,
                started.plus(like.median()),
                started.plus(like.quantile(LOW)),
                started.plus(like.quantile(HIGH)),
                spread.builds(),
                false,
                List.of(work));
    }
}

package io.slipway.core.estimate;

import io.slipway.core.run.Outcome;
import io.slipway.core.run.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What to expect of a task of which nothing is kept but how long it took the last times: what a {@link DurationModel} says
 * that is told of these and of nothing else.
 */
public final class RecentDurations {
    private static final Subject ANY = new Subject("any", "any");

    private RecentDurations() {}

    /** Absent when there are none. O(n); some ten microseconds for each of them. */
    public static Optional<Duration> expected(List<Duration> oldestFirst) {
        return estimate(oldestFirst).map(Estimate::point);
    }

    /** The same with its bounds. */
    public static Optional<Estimate> estimate(List<Duration> oldestFirst) {
        DurationModel model = new DurationModel();
        int number = 0;
        for (Duration took : oldestFirst)
            model.observe(new Observation(
                    ANY,
                    "run " + number++,
                    Optional.empty(),
                    Covariates.NONE,
                    Instant.EPOCH,
                    Optional.of(Outcome.Kind.SUCCEEDED),
                    new Usage(took, Duration.ZERO, 0, 0, 0)));
        return model.estimate(ANY, Covariates.NONE, Instant.EPOCH);
    }
}

package io.slipway.core.estimate;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What to expect of a task of which nothing is kept but how long it took the last times: the duration that these crowd
 * around, late ones weighing more. It is what a {@link DurationModel} starts from when nothing is known of the coming run,
 * and quick enough to be asked of every task of a large pipeline.
 */
public final class RecentDurations {
    private RecentDurations() {}

    /** Absent when there are none. O(n log n). */
    public static Optional<Duration> expected(List<Duration> oldestFirst) {
        int count = oldestFirst.size();
        if (count == 0) return Optional.empty();
        double[] logs = new double[count];
        double[] weights = new double[count];
        for (int i = 0; i < count; i++) {
            double log = LogSeconds.of(oldestFirst.get(i));
            double weight = Math.exp(-(count - 1 - i) / SimilarRuns.TAU);
            int at = i;
            for (; at > 0 && logs[at - 1] > log; at--) {
                logs[at] = logs[at - 1];
                weights[at] = weights[at - 1];
            }
            logs[at] = log;
            weights[at] = weight;
        }
        return Optional.of(LogSeconds.toDuration(DensityPeak.of(logs, weights, count, SimilarRuns.WIDTH)));
    }
}

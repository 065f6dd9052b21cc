package io.slipway.core.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What to expect of a task from how long it took before. One slow or fast day does not move a median. */
public final class MedianDurations {
    /** Recent enough to follow the task, long enough to forget an outlier. */
    public static final int LAST = 5;

    private MedianDurations() {}

    /** The median of the last five; absent when there are none. Of an even number, the longer of the two in the middle. */
    public static Optional<Duration> ofLastFive(List<Duration> oldestFirst) {
        if (oldestFirst.isEmpty()) return Optional.empty();
        List<Duration> last =
                new ArrayList<>(oldestFirst.subList(Math.max(0, oldestFirst.size() - LAST), oldestFirst.size()));
        last.sort(null);
        return Optional.of(last.get(last.size() / 2));
    }
}

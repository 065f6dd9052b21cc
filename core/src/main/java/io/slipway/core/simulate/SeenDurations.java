package io.slipway.core.simulate;

import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.plan.Durations;
import io.slipway.core.plan.MedianDurations;
import io.slipway.core.run.Event;
import io.slipway.core.run.RunEvent;
import io.slipway.core.schedule.Input;
import io.slipway.core.schedule.Step;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Expects of a task what it took the last times in this simulation. Confined to its thread. */
final class SeenDurations implements Durations, Watcher {
    private final Map<TaskAddress, Past> seen = new HashMap<>();

    private static final class Past {
        private final ArrayDeque<Duration> last = new ArrayDeque<>(MedianDurations.LAST + 1);

        // Kept, as it is asked more often than it changes.
        private Optional<Duration> expected = Optional.empty();

        void add(Duration took) {
            last.add(took);
            if (last.size() > MedianDurations.LAST) last.remove();
            expected = MedianDurations.ofLastFive(List.copyOf(last));
        }
    }

    @Override
    public void stepped(long nanos, Input input, Step step) {
        for (Event event : step.events()) {
            if (event instanceof RunEvent.AttemptFinished finished
                    && finished.outcome().isSuccess()) {
                seen.computeIfAbsent(finished.task(), task -> new Past())
                        .add(finished.usage().wall());
            }
        }
    }

    @Override
    public Optional<Duration> expected(TaskAddress task) {
        Past past = seen.get(task);
        return past == null ? Optional.empty() : past.expected;
    }
}

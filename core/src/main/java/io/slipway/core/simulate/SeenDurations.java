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
    private final Map<TaskAddress, ArrayDeque<Duration>> seen = new HashMap<>();

    @Override
    public void stepped(long nanos, Input input, Step step) {
        for (Event event : step.events()) {
            if (event instanceof RunEvent.AttemptFinished finished
                    && finished.outcome().isSuccess()) {
                ArrayDeque<Duration> last =
                        seen.computeIfAbsent(finished.task(), task -> new ArrayDeque<>(MedianDurations.LAST + 1));
                last.add(finished.usage().wall());
                if (last.size() > MedianDurations.LAST) last.remove();
            }
        }
    }

    @Override
    public Optional<Duration> expected(TaskAddress task) {
        ArrayDeque<Duration> last = seen.get(task);
        return last == null ? Optional.empty() : MedianDurations.ofLastFive(List.copyOf(last));
    }
}

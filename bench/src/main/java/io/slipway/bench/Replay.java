package io.slipway.bench;

import io.slipway.core.graph.Dag;
import io.slipway.core.journal.JournalEntry;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.RunEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * How long a run would have taken if nothing but its tasks' processes took time: each starts in the order it started in,
 * as soon as a slot is free and what it needs is done.
 */
final class Replay {
    private Replay() {}

    /**
     * @param run all its events; a run in which no task was tried twice
     * @param slots how many processes run at a time
     */
    static Duration of(List<JournalEntry> run, Dag<TaskAddress> needs, int slots) {
        List<TaskAddress> started = new ArrayList<>();
        Map<TaskAddress, Duration> walls = new HashMap<>();
        for (JournalEntry entry : run) {
            if (entry.event() instanceof RunEvent.AttemptStarted event) started.add(event.task());
            if (entry.event() instanceof RunEvent.AttemptFinished event) {
                walls.put(event.task(), event.usage().wall());
            }
        }
        PriorityQueue<Duration> free = new PriorityQueue<>();
        for (int i = 0; i < slots; i++) free.add(Duration.ZERO);
        Map<TaskAddress, Duration> ends = new HashMap<>();
        Duration now = Duration.ZERO;
        Duration last = Duration.ZERO;
        for (TaskAddress task : started) {
            now = later(now, free.remove());
            for (TaskAddress need : needs.predecessors(task)) now = later(now, ends.getOrDefault(need, Duration.ZERO));
            Duration end = now.plus(walls.getOrDefault(task, Duration.ZERO));
            ends.put(task, end);
            free.add(end);
            last = later(last, end);
        }
        return last;
    }

    private static Duration later(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}

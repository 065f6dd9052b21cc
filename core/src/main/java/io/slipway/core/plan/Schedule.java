package io.slipway.core.plan;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which task starts when and where, and how much better it could be at most. Immutable.
 *
 * @param <N> tasks
 */
public final class Schedule<N> {
    private final List<N> order;
    private final Map<N, Slot> slots;
    private final Duration makespan;
    private final LowerBound lowerBound;

    /**
     * Where a task runs, and from when to when, counted from the beginning of the schedule.
     *
     * @param agent its id
     * @param start first moment
     * @param finish when it is done
     */
    public record Slot(String agent, Duration start, Duration finish) {}

    /** @param tasks in topological order */
    Schedule(List<N> tasks, List<Slot> slots, LowerBound lowerBound) {
        Map<N, Slot> byTask = new HashMap<>(tasks.size() * 2);
        Duration last = Duration.ZERO;
        for (int i = 0; i < tasks.size(); i++) {
            Slot slot = slots.get(i);
            byTask.put(tasks.get(i), slot);
            if (slot.finish.compareTo(last) > 0) last = slot.finish;
        }
        List<N> byStart = new ArrayList<>(tasks);
        byStart.sort(Comparator.comparing(
                task -> requireNonNull(byTask.get(task)).start)); // stable: ties stay in topological order
        this.order = Collections.unmodifiableList(byStart);
        this.slots = byTask;
        this.makespan = last;
        this.lowerBound = lowerBound;
    }

    /** All tasks by start, each after everything it waits for. */
    public List<N> tasks() {
        return order;
    }

    /**
     * When and where the task runs.
     *
     * @throws IllegalArgumentException when it was not planned
     */
    public Slot slot(N task) {
        Slot slot = slots.get(task);
        if (slot == null) throw new IllegalArgumentException("task: " + task + " (expected: a task of this schedule)");
        return slot;
    }

    /** From the beginning until the last task is done. */
    public Duration makespan() {
        return makespan;
    }

    /** What no schedule of these tasks on these agents can beat. */
    public LowerBound lowerBound() {
        return lowerBound;
    }

    /** Whether no schedule is shorter. False when it is not known. */
    public boolean isProvenBest() {
        return makespan.compareTo(lowerBound.atLeast()) <= 0;
    }

    /** How much longer this takes than the lower bound, at most: 0.05 for five percent. 0 when there is nothing to do. */
    public double gap() {
        double bound = lowerBound.atLeast().toNanos();
        return bound == 0 ? 0 : makespan.toNanos() / bound - 1;
    }
}

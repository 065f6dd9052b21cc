package io.slipway.bench;

import io.slipway.core.plan.Schedule;
import java.time.Duration;

/** Whether a schedule could be carried out. Looks at nothing but the project and the schedule itself. */
final class ScheduleCheck {
    private ScheduleCheck() {}

    /** Every job once, as long as it takes, on the one agent, after all it waits for, and never more than there is. */
    static boolean isFeasible(Project project, Schedule<Integer> schedule) {
        int size = project.size();
        if (schedule.tasks().size() != size) return false;
        long[] start = new long[size];
        long[] finish = new long[size];
        long last = 0;
        for (int job = 0; job < size; job++) {
            Schedule.Slot slot = schedule.slot(job);
            Duration takes = slot.finish().minus(slot.start());
            if (!takes.equals(Duration.ofMillis(project.takes()[job]))) return false;
            if (slot.start().isNegative()
                    || !slot.agent().equals(project.agents().get(0).id())) return false;
            start[job] = slot.start().toNanos();
            finish[job] = slot.finish().toNanos();
            last = Math.max(last, finish[job]);
        }
        for (int job = 0; job < size; job++) {
            for (int next : project.dag().successors(job)) if (start[next] < finish[job]) return false;
            if (!isWithinCapacity(project, start, finish, start[job])) return false;
        }
        return last == schedule.makespan().toNanos();
    }

    private static boolean isWithinCapacity(Project project, long[] start, long[] finish, long moment) {
        for (int r = 0; r < project.capacity().length; r++) {
            long used = 0;
            for (int job = 0; job < start.length; job++) {
                if (start[job] <= moment && moment < finish[job]) used += project.demands()[job][r];
            }
            if (used > project.capacity()[r]) return false;
        }
        return true;
    }
}

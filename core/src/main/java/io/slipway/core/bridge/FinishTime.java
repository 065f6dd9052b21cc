package io.slipway.core.bridge;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.Labels;
import io.slipway.core.graph.Dag;
import io.slipway.core.local.LocalPlan;
import io.slipway.core.local.PlannedTask;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.Selector;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.plan.Effort;
import io.slipway.core.plan.Planner;
import io.slipway.core.plan.Schedule;
import io.slipway.core.plan.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * When all would be done on so many machines of a host, one task on each at a time, from how long tasks took lately.
 * Immutable.
 *
 * @param tasks that have to run
 * @param unknown how many of them never ran; a second is assumed for each
 */
public record FinishTime(int tasks, int unknown, int machines, Duration makespan) {
    private static final Duration UNKNOWN = Duration.ofSeconds(1);
    private static final int SCHEDULES = 200;

    /** @param nanos elapsed time, so that planning ends in time */
    public static FinishTime of(LocalPlan plan, int machines, LongSupplier nanos) {
        if (machines < 1) throw new IllegalArgumentException("runners: " + machines + " (expected: >= 1)");
        Map<TaskAddress, Optional<Duration>> toRun = new HashMap<>();
        for (PlannedTask task : plan.tasks())
            if (task.verdict() != PlannedTask.Verdict.REUSE) toRun.put(task.task(), task.expected());
        if (toRun.isEmpty()) return new FinishTime(0, 0, machines, Duration.ZERO);
        Dag<TaskAddress> graph = plan.graph().restrictedTo(toRun.keySet());
        Resources one = new Resources(1_000, 0);
        List<Agent> fleet = new ArrayList<>();
        for (int i = 1; i <= machines; i++) fleet.add(new Agent("runner-" + i, Labels.of(Map.of()), one));
        Schedule<TaskAddress> schedule = new Planner(nanos)
                .plan(
                        graph,
                        task -> new Work(
                                toRun.getOrDefault(task, Optional.empty()).orElse(UNKNOWN), one, Selector.any()),
                        fleet,
                        Effort.ofSchedules(SCHEDULES));
        int unknown = (int) toRun.values().stream().filter(Optional::isEmpty).count();
        return new FinishTime(toRun.size(), unknown, machines, schedule.makespan());
    }

    /** Whole seconds, at least one when there is something to do. */
    public long seconds() {
        return tasks == 0 ? 0 : Math.max(1, makespan.toSeconds());
    }

    public String sentence() {
        return tasks + " tasks, done after about " + seconds() + " s on " + machines + " runners"
                + (unknown == 0 ? "" : "; " + unknown + " never ran, one second is assumed for each");
    }
}

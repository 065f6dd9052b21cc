package io.slipway.gitlab.command;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.Labels;
import io.slipway.core.graph.Dag;
import io.slipway.core.local.LocalEngine;
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
 * {@code slipway gitlab forecast}: when all would be done on so many runners, one task on each at a time, from how long tasks
 * took lately.
 */
public record ForecastCommand(Host host, List<String> selections, int runners, LongSupplier nanos) {
    private static final Duration UNKNOWN = Duration.ofSeconds(1);
    private static final int SCHEDULES = 200;

    public ForecastCommand {
        selections = List.copyOf(selections);
        if (runners < 1) throw new IllegalArgumentException("runners: " + runners + " (expected: >= 1)");
    }

    public int call() {
        try (LocalEngine engine = host.open().get()) {
            LocalPlan plan = engine.plan(Host.request(selections));
            Map<TaskAddress, Optional<Duration>> toRun = new HashMap<>();
            for (PlannedTask task : plan.tasks())
                if (task.verdict() != PlannedTask.Verdict.REUSE) toRun.put(task.task(), task.expected());
            Dag<TaskAddress> graph = plan.graph().restrictedTo(toRun.keySet());
            Resources one = new Resources(1_000, 0);
            List<Agent> fleet = new ArrayList<>();
            for (int i = 1; i <= runners; i++) fleet.add(new Agent("runner-" + i, Labels.of(Map.of()), one));
            Schedule<TaskAddress> schedule = new Planner(nanos)
                    .plan(
                            graph,
                            task -> new Work(
                                    toRun.getOrDefault(task, Optional.empty()).orElse(UNKNOWN), one, Selector.any()),
                            fleet,
                            Effort.ofSchedules(SCHEDULES));
            long unknown = toRun.values().stream().filter(Optional::isEmpty).count();
            host.out()
                    .println(toRun.size() + " tasks, done after about "
                            + schedule.makespan().toSeconds() + " s on " + runners + " runners"
                            + (unknown == 0 ? "" : "; " + unknown + " never ran, one second is assumed for each"));
            return Host.DONE;
        }
    }
}

package io.slipway.gitlab.command;

import io.slipway.core.local.LocalEngine;
import io.slipway.core.local.LocalPlan;
import io.slipway.core.local.PlannedTask;
import io.slipway.core.orchestrate.RunSummary;
import io.slipway.core.run.RunResult;
import java.util.List;

/**
 * {@code slipway gitlab restore}: puts the files of tasks that are reused into place, every byte checked, and runs nothing.
 * What is not there, or damaged, is a miss and never a failure.
 */
public record RestoreCommand(Host host, List<String> selections) {
    public RestoreCommand {
        selections = List.copyOf(selections);
    }

    public int call() {
        try (LocalEngine engine = host.open().get()) {
            LocalPlan plan = engine.plan(Host.request(selections));
            List<String> there = plan.tasks().stream()
                    .filter(task -> task.verdict() == PlannedTask.Verdict.REUSE)
                    .map(task -> task.task().toString())
                    .toList();
            boolean restored = there.isEmpty() || restore(engine, there);
            host.out()
                    .println("restored " + (restored ? there.size() : 0) + " of "
                            + plan.tasks().size() + " tasks");
            return Host.DONE;
        } catch (RuntimeException e) {
            host.warn("nothing was restored: " + e.getMessage() + "; the job goes on without");
            return Host.DONE;
        }
    }

    private static boolean restore(LocalEngine engine, List<String> tasks) {
        RunSummary summary = engine.run(Host.request(tasks), entries -> {});
        return summary.result() == RunResult.SUCCEEDED;
    }
}

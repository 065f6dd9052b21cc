package io.slipway.core.bridge;

import io.slipway.core.local.LocalEngine;
import io.slipway.core.local.LocalPlan;
import io.slipway.core.local.PlannedTask;
import io.slipway.core.run.RunResult;
import java.util.List;

/**
 * What came back of what was asked for. Immutable.
 *
 * @param restored tasks whose files are in place, every byte checked
 * @param tasks that were asked for
 */
public record Restoration(int restored, int tasks) {
    /** Puts the files of tasks that are reused into place and runs nothing. What is damaged is not restored. */
    public static Restoration of(LocalEngine engine, List<String> selections) {
        LocalPlan plan = engine.plan(Host.request(selections));
        List<String> there = plan.tasks().stream()
                .filter(task -> task.verdict() == PlannedTask.Verdict.REUSE)
                .map(task -> task.task().toString())
                .toList();
        boolean restored = there.isEmpty()
                || engine.run(Host.request(there), entries -> {}).result() == RunResult.SUCCEEDED;
        return new Restoration(restored ? there.size() : 0, plan.tasks().size());
    }

    public boolean isWhole() {
        return restored == tasks;
    }

    public String sentence() {
        return "restored " + restored + " of " + tasks + " tasks";
    }
}

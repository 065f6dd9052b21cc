package io.slipway.core.orchestrate;

import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.RunId;
import io.slipway.core.run.RunResult;
import java.time.Duration;
import java.util.List;

/**
 * What a run came to. Immutable.
 *
 * @param tasks every selected task, sorted by address
 * @param wall from submission to end
 * @param criticalPath the chain of tasks that ran whose durations add up to most
 * @param criticalPathLength its sum
 * @param savedByCache how long the reused tasks took when they ran
 * @param savedByParallelism how much longer the tasks that ran would have taken one after the other
 */
public record RunSummary(
        RunId run,
        RunResult result,
        List<TaskSummary> tasks,
        Duration wall,
        List<TaskAddress> criticalPath,
        Duration criticalPathLength,
        Duration savedByCache,
        Duration savedByParallelism) {
    public RunSummary {
        tasks = List.copyOf(tasks);
        criticalPath = List.copyOf(criticalPath);
    }

    /** The same run, judged by more than whether its tasks failed. */
    public RunSummary endedAs(RunResult judged) {
        return new RunSummary(
                run, judged, tasks, wall, criticalPath, criticalPathLength, savedByCache, savedByParallelism);
    }
}

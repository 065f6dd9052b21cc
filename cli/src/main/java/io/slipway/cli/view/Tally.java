package io.slipway.cli.view;

import io.slipway.core.orchestrate.RunSummary;
import io.slipway.core.orchestrate.TaskSummary;
import io.slipway.core.run.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The tasks of a run, counted. Every task either ran, was reused, or was skipped. Immutable.
 *
 * @param ran tasks that were started, however that ended
 * @param failed of those that ran, the ones that failed by themselves
 * @param stopped of those that ran, the ones that were ended with the run
 * @param retried of those that ran, the ones that were tried more than once
 * @param cpu processor time of those that ran
 */
record Tally(int tasks, int ran, int reused, int skipped, int failed, int stopped, int retried, Duration cpu) {
    static Tally of(RunSummary summary) {
        int ran = 0;
        int reused = 0;
        int failed = 0;
        int stopped = 0;
        int retried = 0;
        Duration cpu = Duration.ZERO;
        for (TaskSummary task : summary.tasks()) {
            switch (task.state()) {
                case REUSED -> reused++;
                case RUNNING, SUCCEEDED -> ran++;
                case FAILED -> {
                    ran++;
                    if (isStopped(task)) stopped++;
                    else failed++;
                }
                case WAITING, READY, QUEUED, SKIPPED -> {}
            }
            if (task.attempts() > 1) retried++;
            cpu = cpu.plus(task.usage().cpu());
        }
        int tasks = summary.tasks().size();
        return new Tally(tasks, ran, reused, tasks - ran - reused, failed, stopped, retried, cpu);
    }

    /** The tasks that failed by themselves, by address. */
    static List<TaskSummary> failures(RunSummary summary) {
        List<TaskSummary> failures = new ArrayList<>();
        for (TaskSummary task : summary.tasks()) {
            if (task.outcome().isPresent() && !task.outcome().get().isSuccess() && !isStopped(task)) failures.add(task);
        }
        return failures;
    }

    private static boolean isStopped(TaskSummary task) {
        return task.outcome().map(Outcome::kind).orElse(Outcome.Kind.SUCCEEDED) == Outcome.Kind.CANCELLED;
    }
}

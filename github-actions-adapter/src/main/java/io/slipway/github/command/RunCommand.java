package io.slipway.github.command;

import io.slipway.core.bridge.Complaint;
import io.slipway.core.bridge.Host;
import io.slipway.core.bridge.JobRun;
import io.slipway.core.local.LocalEngine;
import io.slipway.core.orchestrate.TaskSummary;
import io.slipway.core.pipeline.InvalidPipelineException;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.TaskState;
import io.slipway.github.write.JobSummary;
import io.slipway.github.write.WorkflowCommands;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * {@code slipway github run}: runs tasks inside a job. The log of each task is a group that GitHub folds, in which nothing is a
 * command and secrets are hidden; what compilers and tests complain of is shown beside the line.
 *
 * @param selections what is run; all when empty
 */
public record RunCommand(Runner runner, List<String> selections) {
    public RunCommand {
        selections = List.copyOf(selections);
    }

    public int call() throws IOException {
        runner.hideSecrets();
        try (LocalEngine engine = runner.host().open().get()) {
            JobRun run = JobRun.of(runner.host(), engine, selections, this::group);
            if (runner.listens()) annotate(run, engine.root());
            runner.output("result", run.summary().result().name().toLowerCase(Locale.ROOT));
            runner.output("tasks", String.valueOf(run.summary().tasks().size()));
            runner.output("reused", String.valueOf(run.reused()));
            Optional<JobSummary> summary = runner.summary();
            if (summary.isPresent()) summary.get().add(run.page(summary.get().room()));
            return run.succeeded() ? Host.DONE : Host.FAILED;
        } catch (InvalidPipelineException e) {
            runner.annotate(e, runner.host().directory());
            throw e;
        }
    }

    private void group(TaskAddress task, TaskState state, String log) {
        String title = task + " " + JobRun.word(state);
        if (log.isEmpty()) {
            runner.host().out().println(title);
        } else {
            boolean folds = runner.listens();
            runner.host().out().println(folds ? WorkflowCommands.group(title) : title);
            runner.print(log);
            if (folds) runner.host().out().println(WorkflowCommands.endGroup());
        }
        runner.host().out().flush();
    }

    /** Errors before warnings, and of each no more than GitHub shows. */
    private void annotate(JobRun run, Path root) {
        int errors = 0;
        int warnings = 0;
        for (TaskSummary task : run.summary().tasks()) {
            if (task.state() != TaskState.FAILED || errors++ >= Runner.MOST_ANNOTATIONS) continue;
            String why = task.outcome().map(outcome -> outcome.message()).orElse("it did not end");
            runner.host().out().println(WorkflowCommands.error(task.task() + " failed: " + why));
        }
        for (Complaint complaint : run.complaints()) {
            int shown = complaint.error() ? errors++ : warnings++;
            if (shown >= Runner.MOST_ANNOTATIONS) continue;
            Complaint placed = new Complaint(
                    complaint.error(),
                    runner.fromRepository(root, complaint.file()),
                    complaint.line(),
                    complaint.column(),
                    complaint.message());
            runner.host().out().println(WorkflowCommands.annotation(placed));
        }
    }
}

package io.slipway.gitlab.command;

import io.slipway.core.bridge.Host;
import io.slipway.core.bridge.JobRun;
import io.slipway.core.local.LocalEngine;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.TaskState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * {@code slipway gitlab run}: runs tasks inside a job. The log of each task is a section that GitLab folds, with secrets
 * hidden; what became of the run goes into a dotenv report.
 *
 * @param selections what is run; all when empty
 * @param dotenv file for variables of later jobs
 * @param summary file for a page about the run
 */
public record RunCommand(Host host, List<String> selections, Optional<Path> dotenv, Optional<Path> summary) {
    private static final int MOST_PAGE_BYTES = 1 << 20;

    public RunCommand {
        selections = List.copyOf(selections);
    }

    public int call() throws IOException {
        try (LocalEngine engine = host.open().get()) {
            JobRun run = JobRun.of(host, engine, selections, this::section);
            if (dotenv.isPresent()) {
                String result = run.summary().result().name().toLowerCase(Locale.ROOT);
                String text = "SLIPWAY_RESULT=" + result + "\nSLIPWAY_TASKS="
                        + run.summary().tasks().size() + "\nSLIPWAY_REUSED=" + run.reused() + "\n";
                Files.writeString(host.directory().resolve(dotenv.get()), text);
            }
            if (summary.isPresent())
                Files.writeString(host.directory().resolve(summary.get()), run.page(MOST_PAGE_BYTES));
            return run.succeeded() ? Host.DONE : Host.FAILED;
        }
    }

    private void section(TaskAddress task, TaskState state, String log) {
        String name = "slipway_" + task.toString().replaceAll("[^A-Za-z0-9_.-]", "_");
        long seconds = host.clock().instant().getEpochSecond();
        host.out()
                .print("\u001b[0Ksection_start:" + seconds + ":" + name + "[collapsed=" + (state != TaskState.FAILED)
                        + "]\r\u001b[0K");
        host.out().println(task + " " + JobRun.word(state));
        host.out().print(log);
        host.out().print("\u001b[0Ksection_end:" + seconds + ":" + name + "\r\u001b[0K\n");
        host.out().flush();
    }
}

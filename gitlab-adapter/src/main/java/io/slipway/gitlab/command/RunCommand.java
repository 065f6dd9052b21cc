package io.slipway.gitlab.command;

import io.slipway.core.local.LocalEngine;
import io.slipway.core.orchestrate.RunSummary;
import io.slipway.core.orchestrate.TaskSummary;
import io.slipway.core.run.RunResult;
import io.slipway.core.run.TaskState;
import io.slipway.gitlab.write.Masks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * {@code slipway gitlab run}: runs tasks inside a job. The log of each task is a section that GitLab folds, with secrets
 * hidden; what became of the run goes into a dotenv report.
 *
 * @param selections what is run; all when empty
 * @param dotenv file for variables of later jobs
 */
public record RunCommand(Host host, List<String> selections, Optional<Path> dotenv) {
    private static final long MOST_LOG_BYTES = 1 << 20;

    public RunCommand {
        selections = List.copyOf(selections);
    }

    public int call() throws IOException {
        try (LocalEngine engine = host.open().get()) {
            RunSummary summary = engine.run(Host.request(selections), entries -> {});
            Masks masks = Masks.of(host.environment());
            int reused = 0;
            for (TaskSummary task : summary.tasks()) {
                if (task.state() == TaskState.REUSED) reused++;
                section(task, engine.log(summary.run(), task.task()), masks);
            }
            if (dotenv.isPresent()) {
                String text = "SLIPWAY_RESULT=" + summary.result().name().toLowerCase(Locale.ROOT) + "\nSLIPWAY_TASKS="
                        + summary.tasks().size() + "\nSLIPWAY_REUSED=" + reused + "\n";
                Files.writeString(host.directory().resolve(dotenv.get()), text);
            }
            return summary.result() == RunResult.SUCCEEDED ? Host.DONE : Host.FAILED;
        }
    }

    private void section(TaskSummary task, Path log, Masks masks) throws IOException {
        String name = "slipway_" + task.task().toString().replaceAll("[^A-Za-z0-9_.-]", "_");
        Instant now = host.clock().instant();
        long seconds = now.getEpochSecond();
        host.out()
                .print("\u001b[0Ksection_start:" + seconds + ":" + name + "[collapsed="
                        + (task.state() != TaskState.FAILED) + "]\r\u001b[0K");
        host.out().println(task.task() + " " + word(task));
        if (task.state() != TaskState.REUSED && Files.exists(log)) host.out().print(masks.hide(tail(log)));
        host.out().print("\u001b[0Ksection_end:" + seconds + ":" + name + "\r\u001b[0K\n");
    }

    private static String word(TaskSummary task) {
        return task.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** The end of a long log says why it failed. */
    private static String tail(Path log) throws IOException {
        byte[] bytes = Files.readAllBytes(log);
        int from = (int) Math.max(0, bytes.length - MOST_LOG_BYTES);
        String text = new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
        return (from > 0 ? "… " + from + " bytes before this\n" : "")
                + text
                + (text.endsWith("\n") || text.isEmpty() ? "" : "\n");
    }
}

package io.slipway.core.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.core.estimate.RecentDurations;
import io.slipway.core.local.LocalPlan;
import io.slipway.core.local.PlannedTask;
import io.slipway.core.orchestrate.RunSummary;
import io.slipway.core.orchestrate.TaskSummary;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.TaskState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How long tasks took lately, in the store that goes from job to job: a workspace on a fresh machine knows nothing. A small
 * file for each task, replaced as a whole, so that jobs at the same time do not undo each other. What is lost is an estimate,
 * never a result. Immutable.
 *
 * @param store its directory
 */
public record RecordedTimes(Path store) {
    private static final int KEPT = 20;
    private static final int MOST_BYTES = 800;

    /** Remembers the tasks that ran. A store that cannot be written remembers nothing. */
    public void record(RunSummary summary) {
        for (TaskSummary task : summary.tasks()) {
            if (task.state() != TaskState.SUCCEEDED || task.usage().wall().isZero()) continue;
            List<Duration> times = new ArrayList<>(read(task.task()));
            times.add(task.usage().wall());
            write(task.task(), times.subList(Math.max(0, times.size() - KEPT), times.size()));
        }
    }

    private void write(TaskAddress task, List<Duration> times) {
        Path file = file(task);
        try {
            Files.createDirectories(file.getParent());
            Path next = Files.createTempFile(file.getParent(), ".", ".next");
            Files.writeString(
                    next,
                    String.join(
                            "\n",
                            times.stream()
                                    .map(time -> String.valueOf(time.toMillis()))
                                    .toList()));
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            return;
        }
    }

    private List<Duration> read(TaskAddress task) {
        List<Duration> times = new ArrayList<>();
        try {
            if (Files.size(file(task)) > MOST_BYTES) return times;
            for (String millis : Files.readString(file(task), UTF_8).split("\n", -1))
                times.add(Duration.ofMillis(Math.max(0, Long.parseLong(millis.strip()))));
        } catch (IOException | NumberFormatException e) {
            return times;
        }
        return times;
    }

    private Path file(TaskAddress task) {
        return store.resolve("times").resolve(task.service()).resolve(task.task());
    }

    /** What the last times it ran tell. */
    Optional<Duration> expected(TaskAddress task) {
        return RecentDurations.expected(read(task));
    }

    /** The same plan, with times of tasks that never ran in this workspace. */
    public LocalPlan complete(LocalPlan plan) {
        List<PlannedTask> tasks = new ArrayList<>();
        for (PlannedTask task : plan.tasks()) {
            Optional<Duration> expected = task.expected().or(() -> expected(task.task()));
            tasks.add(new PlannedTask(task.task(), task.verdict(), task.because(), task.after(), expected));
        }
        return plan.with(tasks);
    }
}

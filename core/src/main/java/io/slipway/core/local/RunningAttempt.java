package io.slipway.core.local;

import io.slipway.core.local.process.LogFilter;
import io.slipway.core.local.process.ProcessOutcome;
import io.slipway.core.local.process.ProcessSpec;
import io.slipway.core.local.process.RunningProcess;
import io.slipway.core.local.secret.HiddenValues;
import io.slipway.core.local.secret.NoSecretException;
import io.slipway.core.local.sidecar.LogEnd;
import io.slipway.core.local.sidecar.Sidecars;
import io.slipway.core.pipeline.Sidecar;
import io.slipway.core.pipeline.Task;
import io.slipway.core.schedule.Effect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a task on this machine: its secrets are fetched, its sidecars started, then its command, and all of it is ended.
 * Thread-safe; {@link #run} is called once and blocks.
 */
final class RunningAttempt {
    private final TaskSurroundings surroundings;
    private final Task task;
    private final Effect.Dispatch dispatch;
    private final Path root;
    private final boolean isNearSecrets;
    private boolean stopped;
    private @Nullable RunningProcess process;
    private @Nullable Sidecars sidecars;

    /**
     * @param root of the workspace, or of what stands for it
     * @param isNearSecrets whether it can print secrets: its own, or those that are in what it reads
     */
    RunningAttempt(
            TaskSurroundings surroundings, Task task, Effect.Dispatch dispatch, Path root, boolean isNearSecrets) {
        this.surroundings = surroundings;
        this.task = task;
        this.dispatch = dispatch;
        this.root = root;
        this.isNearSecrets = isNearSecrets;
    }

    /** Ends it, also before it has begun; it still has an end. */
    synchronized void stop() {
        stopped = true;
        if (sidecars != null && process == null) sidecars.stop();
        if (process != null) process.terminate();
    }

    AttemptEnd run() {
        SortedMap<String, String> secrets;
        try {
            secrets = surroundings.secrets().of(task, dispatch.attempt() > 1);
        } catch (NoSecretException e) {
            return AttemptEnd.of(new ProcessOutcome.CouldNotStart(String.valueOf(e.getMessage())));
        }
        HiddenValues hidden = surroundings.hidden();
        hidden.add(secrets.values());
        Optional<LogFilter> filter = isNearSecrets && !hidden.isEmpty() ? Optional.of(hidden.mask()) : Optional.empty();
        SortedMap<String, String> environment = new TreeMap<>(secrets);
        environment.putAll(surroundings.environmentOf(task)); // the mark of the workspace is not theirs to set
        if (task.sidecars().isEmpty()) return AttemptEnd.of(runCommand(environment, filter));
        try (Sidecars beside = new Sidecars(surroundings.sidecars(task, root, environment, filter))) {
            return runBeside(beside, environment, filter);
        }
    }

    private AttemptEnd runBeside(Sidecars beside, SortedMap<String, String> environment, Optional<LogFilter> filter) {
        synchronized (this) {
            sidecars = beside;
            if (stopped) return AttemptEnd.cancelled();
        }
        Optional<ProcessOutcome> ended = Optional.empty();
        if (beside.start(task.sidecars())) {
            environment.putAll(beside.variables());
            ended = Optional.of(runCommand(environment, filter, beside));
        }
        Optional<String> failure = beside.failure();
        if (failure.isPresent()) {
            tellInLog(failure.get());
            return AttemptEnd.sidecarFailed(failure.get(), ended);
        }
        return ended.map(AttemptEnd::of).orElseGet(AttemptEnd::cancelled);
    }

    private ProcessOutcome runCommand(
            SortedMap<String, String> environment, Optional<LogFilter> filter, Sidecars beside) {
        RunningProcess command = startCommand(environment, filter);
        beside.whenOneFails(command::terminate);
        return command.await();
    }

    private ProcessOutcome runCommand(SortedMap<String, String> environment, Optional<LogFilter> filter) {
        return startCommand(environment, filter).await();
    }

    private RunningProcess startCommand(SortedMap<String, String> environment, Optional<LogFilter> filter) {
        ProcessSpec spec = ProcessSpec.of(
                task.command().argv(), environment, root.resolve(task.directory()), surroundings.log(task));
        if (task.timeout().isPresent()) spec = spec.withTimeout(task.timeout().get());
        long memory = dispatch.memoryBytes();
        if (memory > 0) spec = spec.withMemoryLimitBytes(memory);
        if (filter.isPresent()) spec = spec.withFilter(filter.get());
        RunningProcess command = surroundings.start(spec);
        synchronized (this) {
            process = command;
            if (stopped) command.terminate();
        }
        return command;
    }

    /** Where people look first: why, and the last lines of every sidecar. */
    private void tellInLog(String failure) {
        List<String> lines = new ArrayList<>();
        lines.add("slipway: " + failure);
        for (Sidecar sidecar : task.sidecars()) {
            for (String line : LogEnd.of(surroundings.sidecarLog(task, sidecar.name())))
                lines.add(sidecar.name() + " | " + line);
        }
        surroundings.addToLog(task, lines);
    }
}

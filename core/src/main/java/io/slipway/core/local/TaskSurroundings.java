package io.slipway.core.local;

import io.slipway.core.local.process.LogFilter;
import io.slipway.core.local.process.ProcessIdentity;
import io.slipway.core.local.process.ProcessSpec;
import io.slipway.core.local.process.RunningProcess;
import io.slipway.core.local.process.TaskProcesses;
import io.slipway.core.local.secret.HiddenValues;
import io.slipway.core.local.secret.SecretSources;
import io.slipway.core.local.sidecar.FreePorts;
import io.slipway.core.local.sidecar.Sidecars;
import io.slipway.core.local.sidecar.Wait;
import io.slipway.core.pipeline.Task;
import io.slipway.core.run.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What the processes of one run's tasks get from around them. Thread-safe.
 *
 * @param recorded where every process that is started is written down
 * @param secrets of tasks that have some
 * @param hidden told every secret that is handed out
 * @param threads one for each sidecar while it runs
 */
record TaskSurroundings(
        RunId run,
        WorkspaceLayout layout,
        TaskEnvironment environment,
        Supplier<String> sourceDateEpoch,
        Supplier<TaskProcesses> processes,
        RecordedProcesses recorded,
        SecretSources secrets,
        HiddenValues hidden,
        FreePorts freePorts,
        Executor threads,
        LongSupplier nanos) {

    SortedMap<String, String> environmentOf(Task task) {
        return environment.of(task, sourceDateEpoch.get());
    }

    Path log(Task task) {
        return layout.log(run, task.address());
    }

    Path sidecarLog(Task task, String sidecar) {
        return layout.sidecarLog(run, task.address(), sidecar, false);
    }

    /** Lines of our own after what the task printed. */
    void addToLog(Task task, List<String> lines) {
        try {
            Files.write(log(task), lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            return; // they only explain what is told elsewhere
        }
    }

    RunningProcess start(ProcessSpec spec) {
        recorded.begin();
        RunningProcess process = processes.get().start(spec);
        Optional<ProcessIdentity> identity = process.identity();
        if (identity.isPresent()) recorded.add(identity.get());
        return process;
    }

    Sidecars.Surroundings sidecars(Task task, Path root, Map<String, String> environment, Optional<LogFilter> filter) {
        return new Sidecars.Surroundings(
                root,
                environment,
                (sidecar, check) -> layout.sidecarLog(run, task.address(), sidecar, check),
                filter,
                this::start,
                freePorts,
                threads,
                new Sidecars.Clock(nanos, Wait.REAL));
    }
}

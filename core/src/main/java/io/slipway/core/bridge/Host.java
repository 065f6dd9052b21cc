package io.slipway.core.bridge;

import io.slipway.core.local.LocalEngine;
import io.slipway.core.local.RunRequest;
import io.slipway.core.local.TaskFilter;
import io.slipway.core.run.RunOptions;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The job of a CI host that a command runs in. Immutable.
 *
 * @param environment the job's variables
 * @param directory in which it was started
 * @param store the directory that carries results from job to job
 * @param out what was asked for goes here
 * @param err what is said besides
 * @param nanos elapsed time
 * @param background runs what may hang; nobody waits for it when the command is done
 * @param open opens the workspace of that directory
 */
public record Host(
        Map<String, String> environment,
        Path directory,
        Path store,
        PrintStream out,
        PrintStream err,
        InstantSource clock,
        LongSupplier nanos,
        Executor background,
        Supplier<LocalEngine> open) {
    /** What scripts test: done. */
    public static final int DONE = 0;

    /** A task failed. */
    public static final int FAILED = 1;

    public Host {
        environment = Map.copyOf(environment);
    }

    /** The value of a variable, or nothing when it is not set. */
    public String variable(String name) {
        return environment.getOrDefault(name, "");
    }

    /** These tasks as a run of this job asks for them; all when empty. */
    public static RunRequest request(List<String> selections) {
        return new RunRequest(selections, Set.of(), TaskFilter.NONE, 0, false, new RunOptions(false, false));
    }
}

package io.slipway.gitlab.command;

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
import java.util.function.Supplier;

/**
 * The job that a command runs in. Immutable.
 *
 * @param environment the job's variables
 * @param directory in which it was started
 * @param out what was asked for goes here
 * @param err what is said besides
 * @param open opens the workspace of that directory
 */
public record Host(
        Map<String, String> environment,
        Path directory,
        PrintStream out,
        PrintStream err,
        InstantSource clock,
        Supplier<LocalEngine> open) {
    /** What scripts test: done. */
    static final int DONE = 0;

    /** A task failed. */
    static final int FAILED = 1;

    public Host {
        environment = Map.copyOf(environment);
    }

    String variable(String name) {
        return environment.getOrDefault(name, "");
    }

    void warn(String message) {
        err.println("warning: " + message);
    }

    static RunRequest request(List<String> selections) {
        return new RunRequest(selections, Set.of(), TaskFilter.NONE, 0, false, new RunOptions(false, false));
    }
}

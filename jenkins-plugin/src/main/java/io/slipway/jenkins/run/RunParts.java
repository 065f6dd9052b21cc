package io.slipway.jenkins.run;

import static java.util.Objects.requireNonNull;

import io.slipway.core.local.TaskHistory;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * What a run of a workspace is put together from.
 *
 * @param environment of the build, of which tasks see what they let pass
 * @param history what is remembered of the tasks of this job
 * @param allowance what nodes may send
 * @param background for look-ups and for bringing results back
 * @param nanos of a clock that only goes forward
 */
public record RunParts(
        Map<String, String> environment,
        Results results,
        RunFiles files,
        TaskHistory history,
        CallingWorkspace workspace,
        TaskPlaces places,
        BuildLog log,
        Allowance allowance,
        Executor background,
        InstantSource clock,
        LongSupplier nanos) {
    public RunParts {
        environment = Map.copyOf(environment);
        requireNonNull(results, "results");
        requireNonNull(files, "files");
        requireNonNull(history, "history");
        requireNonNull(workspace, "workspace");
        requireNonNull(places, "places");
        requireNonNull(log, "log");
        requireNonNull(allowance, "allowance");
        requireNonNull(background, "background");
        requireNonNull(clock, "clock");
        requireNonNull(nanos, "nanos");
    }
}

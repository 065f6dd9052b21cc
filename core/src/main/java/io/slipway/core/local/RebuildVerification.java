package io.slipway.core.local;

import io.slipway.core.orchestrate.RunSummary;
import io.slipway.core.run.RunResult;
import java.util.List;

/**
 * What came of running tasks twice. Immutable.
 *
 * @param run the run in which each task ran twice; when it failed, not every task was compared
 * @param unreproducible tasks that made something else the second time, sorted
 */
public record RebuildVerification(RunSummary run, List<Unreproducible> unreproducible) {
    public RebuildVerification {
        unreproducible = List.copyOf(unreproducible);
    }

    /** Succeeded only when every task was compared and made the same twice. */
    public RunResult result() {
        boolean differs = run.result() == RunResult.SUCCEEDED && !unreproducible.isEmpty();
        return differs ? RunResult.FAILED : run.result();
    }

    /** The run as it counts for the verification. */
    public RunSummary summary() {
        return run.endedAs(result());
    }
}

package io.slipway.core.local;

import io.slipway.core.orchestrate.RunSummary;
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
}

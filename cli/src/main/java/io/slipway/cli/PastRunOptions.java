package io.slipway.cli;

import io.slipway.core.local.PastRun;
import io.slipway.core.local.PastRuns;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Which run is meant, the same for every command that tells of one. */
final class PastRunOptions {
    /** Part of their help. */
    static final String HOW_WRITTEN =
            "A run is written as its id, the beginning or end of it, or ~N: the N-th before the last one.";

    @Parameters(arity = "0..1", paramLabel = "RUN", description = "Another run than the last one.")
    private String run = "";

    @Mixin
    private PlaceOptions where = new PlaceOptions();

    PastRuns runs(Surroundings surroundings) {
        return where.runs(surroundings);
    }

    PastRun read(Surroundings surroundings) {
        PastRuns runs = runs(surroundings);
        return runs.read(runs.named(run));
    }
}

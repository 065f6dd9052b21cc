package io.slipway.cli;

import io.slipway.core.local.PastRuns;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every command has that looks at a workspace's records and not at its definitions. */
final class PlaceOptions {
    @Option(
            names = {"-C", "--directory"},
            paramLabel = "DIR",
            description = "Do as if started in DIR.")
    private String directory = "";

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private CommonOptions common = new CommonOptions();

    String directory() {
        return directory;
    }

    PastRuns runs(Surroundings surroundings) {
        return PastRuns.of(surroundings.resolve(directory));
    }
}

package io.slipway.cli;

import io.slipway.cli.view.Verbosity;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every command has that runs the tasks of a workspace. */
final class RunningOptions {
    @Mixin
    private JobsOption jobs = new JobsOption();

    @Option(
            names = {"-k", "--keep-going"},
            description = "After a failure, still run everything that does not need what failed.")
    private boolean keepGoing;

    @Option(names = "--json", description = "Print each event and each summary on stdout, one JSON object a line.")
    private boolean json;

    @Mixin
    private LoudnessOptions loudness = new LoudnessOptions();

    /** Refuses what cannot be meant. */
    void check() {
        jobs.atMost();
        loudness.verbosity();
    }

    int atMost() {
        return jobs.atMost();
    }

    boolean keepGoing() {
        return keepGoing;
    }

    boolean json() {
        return json;
    }

    Verbosity verbosity() {
        return loudness.verbosity();
    }
}

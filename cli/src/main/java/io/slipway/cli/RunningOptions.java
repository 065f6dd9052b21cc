package io.slipway.cli;

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

    int atMost() {
        return jobs.atMost();
    }

    boolean keepGoing() {
        return keepGoing;
    }
}

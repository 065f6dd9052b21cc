package io.slipway.cli;

import io.slipway.cli.view.Verbosity;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every command has that runs the tasks of a workspace. */
final class RunningOptions {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Mixin
    private JobsOption jobs = new JobsOption();

    @Option(
            names = {"-k", "--keep-going"},
            description = "After a failure, still run everything that does not need what failed.")
    private boolean keepGoing;

    @Option(names = "--json", description = "Print each event and each summary on stdout, one JSON object a line.")
    private boolean json;

    @Option(
            names = {"-q", "--quiet"},
            description = "Show only what went wrong.")
    private boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            description = "Also show reused and skipped tasks, and why each task ran.")
    private boolean verbose;

    /** Refuses what cannot be meant. */
    void check() {
        jobs.atMost();
        if (quiet && verbose) throw Refusal.of(spec, "--quiet and --verbose exclude each other");
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
        return Verbosity.of(quiet, verbose);
    }
}

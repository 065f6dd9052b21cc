package io.slipway.cli;

import io.slipway.cli.view.Verbosity;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How much a command that runs tasks tells about them. */
final class LoudnessOptions {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Option(
            names = {"-q", "--quiet"},
            description = "Show only what went wrong.")
    private boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            description = "Also show reused and skipped tasks, and why each task ran.")
    private boolean verbose;

    Verbosity verbosity() {
        if (quiet && verbose) throw Refusal.of(spec, "--quiet and --verbose exclude each other");
        return Verbosity.of(quiet, verbose);
    }
}

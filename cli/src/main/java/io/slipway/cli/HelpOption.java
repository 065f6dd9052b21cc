package io.slipway.cli;

import picocli.CommandLine.Option;

/** What every command has. */
final class HelpOption {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    @Option(
            names = "--no-input",
            hidden = true,
            description = "Ask nothing. Slipway never does; for scripts that say so to every program.")
    @SuppressWarnings("UnusedVariable") // there is nothing to act on
    private boolean noInput;
}

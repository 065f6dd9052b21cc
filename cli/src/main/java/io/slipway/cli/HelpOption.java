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
            description = "Ask nothing: a run that wants approval ends as one that waits.")
    @SuppressWarnings("UnusedVariable") // whoever asks looks whether it was given
    private boolean noInput;
}

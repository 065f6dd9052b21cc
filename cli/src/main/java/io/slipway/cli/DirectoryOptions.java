package io.slipway.cli;

import picocli.CommandLine.Option;

/** What every command of a workspace has. */
final class DirectoryOptions {
    @Option(
            names = {"-C", "--directory"},
            paramLabel = "DIR",
            description = "Do as if started in DIR.")
    private String directory = "";

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    String directory() {
        return directory;
    }
}

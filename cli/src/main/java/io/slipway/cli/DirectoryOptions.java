package io.slipway.cli;

import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every command of a workspace has. */
final class DirectoryOptions {
    @Option(
            names = {"-C", "--directory"},
            paramLabel = "DIR",
            description = "Do as if started in DIR.")
    private String directory = "";

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private HelpOption help = new HelpOption();

    @Mixin
    private ParameterOptions parameters = new ParameterOptions();

    String directory() {
        return directory;
    }

    Map<String, String> parameters(Surroundings surroundings) {
        return parameters.values(surroundings);
    }
}

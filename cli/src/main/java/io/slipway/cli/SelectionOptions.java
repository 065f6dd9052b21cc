package io.slipway.cli;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Which tasks are meant, the same for every command that works on several. */
final class SelectionOptions {
    @Parameters(
            paramLabel = "SELECTION",
            description = "Directories, services, or tasks written service:task. The first directory decides the"
                    + " workspace; without any, everything in and below the current directory.")
    private List<String> selections = List.of();

    @Mixin
    private DirectoryOptions where = new DirectoryOptions();

    List<String> selections() {
        return selections;
    }

    String directory() {
        return where.directory();
    }

    Map<String, String> parameters(Surroundings surroundings) {
        return where.parameters(surroundings);
    }

    Selection selection(Surroundings surroundings) {
        return new Selection(surroundings.resolve(directory()), selections);
    }
}

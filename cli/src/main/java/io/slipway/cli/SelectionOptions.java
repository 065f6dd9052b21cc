package io.slipway.cli;

import io.slipway.core.pipeline.TaskKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which tasks are meant, the same for every command that works on several. */
final class SelectionOptions {
    @Parameters(
            paramLabel = "SELECTION",
            description = "Directories, services, or tasks written service:task. The first directory decides the"
                    + " workspace; without any, everything in and below the current directory.")
    private List<String> selections = List.of();

    @Option(
            names = "--with",
            paramLabel = "KIND",
            description = "Also run tasks of a kind that runs only when asked for: deploy.")
    private List<WithKind> with = List.of();

    @Mixin
    private DirectoryOptions where = new DirectoryOptions();

    List<String> selections() {
        return selections;
    }

    Set<TaskKind> with() {
        return with.isEmpty() ? EnumSet.noneOf(TaskKind.class) : EnumSet.of(TaskKind.DEPLOY);
    }

    String directory() {
        return where.directory();
    }

    Selection selection(Surroundings surroundings) {
        return new Selection(surroundings.resolve(directory()), selections);
    }

    /** As written on the command line. */
    enum WithKind {
        deploy
    }
}

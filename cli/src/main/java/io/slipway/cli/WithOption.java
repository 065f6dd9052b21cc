package io.slipway.cli;

import io.slipway.core.pipeline.TaskKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** Which kinds of tasks are meant though they run only when asked for. */
final class WithOption {
    @Option(
            names = "--with",
            paramLabel = "KIND",
            description = "Also run tasks of a kind that runs only when asked for: deploy.")
    private List<Kind> with = List.of();

    Set<TaskKind> kinds() {
        return with.isEmpty() ? EnumSet.noneOf(TaskKind.class) : EnumSet.of(TaskKind.DEPLOY);
    }

    /** As written on the command line. */
    enum Kind {
        deploy
    }
}

package io.slipway.cli;

import io.slipway.core.definition.ParameterValue;
import io.slipway.core.local.TaskFilter;
import io.slipway.core.pipeline.TaskKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which tasks are meant, the same for every command that works on several. */
final class SelectionOptions {
    @Parameters(
            paramLabel = "SELECTION",
            description = "Directories, services, or tasks written service:task, with * for any letters. The first"
                    + " directory decides the workspace; without any, everything in and below the current directory.")
    private List<String> selections = List.of();

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description = "Only tasks of this kind, and what they need: one of ${COMPLETION-CANDIDATES}."
                    + " May be given several times.")
    private List<Kind> kinds = List.of();

    @Option(
            names = "--label",
            paramLabel = "LABEL",
            description =
                    "Only tasks with this label, and what they need. May be given several times, for any of them.")
    private List<String> labels = List.of();

    @Option(
            names = "--since",
            paramLabel = "REV",
            description = "Only what files that changed since this revision of git can make a difference to, and what"
                    + " that needs.")
    private @Nullable String since;

    @Option(names = "--affected", description = "The same as --since HEAD: what is not committed yet.")
    private boolean affected;

    @Mixin
    private DirectoryOptions where = new DirectoryOptions();

    List<String> selections() {
        return selections;
    }

    TaskFilter filter() {
        EnumSet<TaskKind> chosen = EnumSet.noneOf(TaskKind.class);
        for (Kind kind : kinds) chosen.add(TaskKind.valueOf(kind.name().toUpperCase(Locale.ROOT)));
        Optional<String> revision =
                Optional.ofNullable(since).or(() -> affected ? Optional.of("HEAD") : Optional.empty());
        return new TaskFilter(chosen, Set.copyOf(labels), revision);
    }

    /** As written on the command line. */
    enum Kind {
        build,
        test,
        deploy
    }

    String directory() {
        return where.directory();
    }

    Map<String, ParameterValue> parameters(Surroundings surroundings) {
        return where.parameters(surroundings);
    }

    Selection selection(Surroundings surroundings) {
        return new Selection(surroundings.resolve(directory()), selections);
    }
}

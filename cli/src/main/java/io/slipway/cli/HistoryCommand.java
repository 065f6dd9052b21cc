package io.slipway.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.cli.view.HistoryChart;
import io.slipway.cli.view.HistoryJson;
import io.slipway.cli.view.HistoryText;
import io.slipway.core.local.LocalEngine;
import io.slipway.core.local.TaskTrend;
import io.slipway.core.pipeline.DidYouMean;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway history}. */
@Command(
        name = "history",
        header = "Shows how tasks have fared: durations, what has changed since when, hits, failures, flakes.",
        description = "Of the runs that are remembered, and those that were imported.")
final class HistoryCommand implements Callable<Integer>, CommandLines.Above {
    private final Surroundings surroundings;

    @Option(names = "--task", paramLabel = "NAME", description = "Only this one; may be given several times.")
    private List<String> names = List.of();

    @Option(names = "--svg", paramLabel = "FILE", description = "Also draw it, as SVG.")
    private @Nullable String svg;

    @Option(names = "--png", paramLabel = "FILE", description = "Also draw it, as PNG.")
    private @Nullable String png;

    @Mixin
    private DirectoryOptions where = new DirectoryOptions();

    HistoryCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public List<Object> below() {
        return List.of(new Import(surroundings));
    }

    @Override
    public Integer call() {
        List<TaskTrend> trends;
        try (LocalEngine engine =
                surroundings.open(surroundings.resolve(where.directory()), where.parameters(surroundings))) {
            trends = TaskTrend.of(engine.past(), engine.pipeline());
        }
        if (!names.isEmpty()) trends = named(trends);
        HistoryChart chart = new HistoryChart(trends);
        if (svg != null)
            write(surroundings.resolve(svg), out -> out.write(chart.svg().getBytes(UTF_8)));
        if (png != null) write(surroundings.resolve(png), chart::png);
        if (surroundings.isJson()) surroundings.out().println(HistoryJson.of(trends));
        else surroundings.out().print(HistoryText.of(trends));
        return ExitCode.DONE;
    }

    private interface Picture {
        void writeTo(OutputStream out) throws IOException;
    }

    private static void write(Path file, Picture picture) {
        try (OutputStream out = Files.newOutputStream(file)) {
            picture.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + "; name another file", e);
        }
    }

    private List<TaskTrend> named(List<TaskTrend> trends) {
        Map<String, TaskTrend> byName = new TreeMap<>();
        for (TaskTrend trend : trends) byName.put(trend.subject().name(), trend);
        for (String name : names)
            if (!byName.containsKey(name))
                throw new IllegalArgumentException("no run of `" + name + "` is remembered; "
                        + (byName.isEmpty()
                                ? "run something, or import a history"
                                : DidYouMean.suggest(name, byName.keySet())));
        byName.keySet().retainAll(names);
        return List.copyOf(byName.values());
    }

    /** {@code slipway history import}. */
    @Command(
            name = "import",
            header = "Takes over what another CI system tells of earlier runs.",
            description =
                    "CSV or JSON lines with name, run, started and duration or finished, and status; or what the REST"
                            + " interfaces of Jenkins, GitLab and GitHub give for builds, jobs and workflow runs. Rows that"
                            + " are wrong are named and left out.")
    private static final class Import implements Callable<Integer> {
        private static final int MOST_SHOWN = 20;

        private final Surroundings surroundings;

        @Parameters(paramLabel = "FILE", arity = "1..*", description = "What to import.")
        private List<String> files = List.of();

        @Option(
                names = "--name",
                paramLabel = "NAME",
                description = "What rows belong to that do not say it, such as a Jenkins job.")
        private String name = "";

        @Mixin
        private DirectoryOptions where = new DirectoryOptions();

        Import(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public Integer call() {
            ImportedHistory imported = new ImportedHistory(name);
            for (String file : files) {
                try {
                    imported.read(file, Files.readString(surroundings.resolve(file), UTF_8));
                } catch (IOException e) {
                    throw new IllegalArgumentException(file + " cannot be read; name a text file", e);
                }
            }
            int fresh;
            try (LocalEngine engine =
                    surroundings.open(surroundings.resolve(where.directory()), where.parameters(surroundings))) {
                fresh = engine.remember(imported.tasks());
            }
            List<String> problems = imported.problems();
            for (String problem : problems.subList(0, Math.min(MOST_SHOWN, problems.size())))
                surroundings.warn(problem);
            if (problems.size() > MOST_SHOWN)
                surroundings.warn(problems.size() - MOST_SHOWN + " more rows are wrong; --json names them all");
            if (surroundings.isJson()) {
                surroundings.out().println(HistoryJson.imported(imported.tasks().size(), fresh, problems));
            } else {
                surroundings.tell(HistoryText.imported(imported.tasks().size(), fresh, problems.size()) + '\n');
            }
            boolean isNothingGood = imported.tasks().isEmpty() && !problems.isEmpty();
            return isNothingGood ? ExitCode.WRONG_REQUEST : ExitCode.DONE;
        }
    }
}

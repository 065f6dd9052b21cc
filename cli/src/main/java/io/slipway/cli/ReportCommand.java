package io.slipway.cli;

import io.slipway.cli.view.JunitReport;
import io.slipway.cli.view.RunReport;
import io.slipway.core.local.PastRun;
import io.slipway.core.local.PastRuns;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway report}. */
@Command(
        name = "report",
        header = "Tells of a run for other readers: Markdown with a Mermaid gantt, or JUnit XML.",
        description = "A run is written as its id, the beginning or end of it, or ~N: the N-th before the last one.")
final class ReportCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(arity = "0..1", paramLabel = "RUN", description = "Another run than the last one.")
    private String run = "";

    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            description = "One of ${COMPLETION-CANDIDATES}; markdown when not said.")
    private Format format = Format.markdown;

    @Mixin
    private OutputOption output = new OutputOption();

    @Mixin
    private PlaceOptions where = new PlaceOptions();

    /** As written on the command line. */
    enum Format {
        markdown,
        junit
    }

    ReportCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        PastRuns runs = where.runs(surroundings);
        PastRun past = runs.read(runs.named(run));
        output.print(
                switch (format) {
                    case markdown -> RunReport.markdown(past);
                    case junit -> JunitReport.of(past, task -> runs.log(past.id(), task));
                },
                surroundings);
        return ExitCode.DONE;
    }
}

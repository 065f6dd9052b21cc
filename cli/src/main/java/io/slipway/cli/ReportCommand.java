package io.slipway.cli;

import io.slipway.cli.view.JunitReport;
import io.slipway.cli.view.RunReport;
import io.slipway.core.local.PastRun;
import io.slipway.core.local.PastRuns;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code slipway report}. */
@Command(
        name = "report",
        header = "Tells of a run for other readers: Markdown with a Mermaid gantt, JSON, or JUnit XML.",
        description = PastRunOptions.HOW_WRITTEN)
final class ReportCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private PastRunOptions which = new PastRunOptions();

    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            description = "One of ${COMPLETION-CANDIDATES}; markdown when not said.")
    private Format format = Format.markdown;

    @Mixin
    private OutputOption output = new OutputOption();

    /** As written on the command line. */
    enum Format {
        markdown,
        json,
        junit
    }

    ReportCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        PastRuns runs = which.runs(surroundings);
        PastRun past = which.read(surroundings);
        output.print(
                switch (surroundings.isJson() ? Format.json : format) {
                    case markdown -> RunReport.markdown(past);
                    case json -> RunReport.json(past) + '\n';
                    case junit -> JunitReport.of(past, task -> runs.log(past.id(), task));
                },
                surroundings);
        return ExitCode.DONE;
    }
}

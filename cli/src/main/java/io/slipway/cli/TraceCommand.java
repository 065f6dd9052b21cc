package io.slipway.cli;

import io.slipway.cli.view.RunTrace;
import io.slipway.core.local.PastRuns;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code slipway trace}. */
@Command(
        name = "trace",
        header = "Writes what ran when in a run, and what waited, for https://ui.perfetto.dev.",
        description = "A run is written as its id, the beginning or end of it, or ~N: the N-th before the last one.")
final class TraceCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(arity = "0..1", paramLabel = "RUN", description = "Another run than the last one.")
    private String run = "";

    @Mixin
    private OutputOption output = new OutputOption();

    @Mixin
    private PlaceOptions where = new PlaceOptions();

    TraceCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        PastRuns runs = where.runs(surroundings);
        StringWriter text = new StringWriter();
        RunTrace.write(runs.read(runs.named(run)), text);
        output.print(text.toString(), surroundings);
        return ExitCode.DONE;
    }
}

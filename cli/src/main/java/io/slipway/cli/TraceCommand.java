package io.slipway.cli;

import io.slipway.cli.view.RunTrace;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code slipway trace}. */
@Command(
        name = "trace",
        header = "Writes what ran when in a run, and what waited, for https://ui.perfetto.dev.",
        description = PastRunOptions.HOW_WRITTEN)
final class TraceCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private PastRunOptions which = new PastRunOptions();

    @Mixin
    private OutputOption output = new OutputOption();

    TraceCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        StringWriter text = new StringWriter();
        RunTrace.write(which.read(surroundings), text);
        output.print(text.toString(), surroundings);
        return ExitCode.DONE;
    }
}

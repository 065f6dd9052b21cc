package io.slipway.cli;

import io.slipway.cli.view.StatusText;
import io.slipway.core.local.PastRun;
import io.slipway.core.local.PastRuns;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code slipway status}. */
@Command(
        name = "status",
        header = "Shows how far the last run is, or what it came to: what runs, what waits for what, what failed.",
        description = "A run is written as its id, the beginning or end of it, or ~N: the N-th before the last one.")
final class StatusCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(arity = "0..1", paramLabel = "RUN", description = "Another run than the last one.")
    private String run = "";

    @Mixin
    private JsonOption json = new JsonOption();

    @Mixin
    private PlaceOptions where = new PlaceOptions();

    StatusCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        PastRuns runs = where.runs(surroundings);
        PastRun past = runs.read(runs.named(run));
        StatusText status =
                new StatusText(past, runs.isGoingOn(past), surroundings.clock().instant());
        surroundings.out().print(json.isGiven() ? status.json() + '\n' : status.text(surroundings.outStyle()));
        return ExitCode.DONE;
    }
}

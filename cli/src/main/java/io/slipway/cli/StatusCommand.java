package io.slipway.cli;

import io.slipway.cli.view.StatusText;
import io.slipway.core.local.PastRun;
import io.slipway.core.local.PastRuns;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code slipway status}. */
@Command(
        name = "status",
        header = "Shows how far the last run is, or what it came to: what runs, what waits for what, what failed.",
        description = PastRunOptions.HOW_WRITTEN)
final class StatusCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private PastRunOptions which = new PastRunOptions();

    StatusCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        PastRuns runs = which.runs(surroundings);
        PastRun past = which.read(surroundings);
        StatusText status = new StatusText(
                past,
                runs.isGoingOn(past),
                runs.foreseen(past),
                surroundings.clock().instant());
        surroundings.out().print(surroundings.isJson() ? status.json() + '\n' : status.text(surroundings.outStyle()));
        return ExitCode.DONE;
    }
}

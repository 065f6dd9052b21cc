package io.slipway.cli;

import io.slipway.cli.view.DifferenceText;
import io.slipway.core.local.PastRuns;
import io.slipway.core.local.RunDifference;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway diff}. */
@Command(
        name = "diff",
        header = "Says what differed between two runs: inputs, variables, tools, results and times.",
        description = PastRunOptions.HOW_WRITTEN)
final class DiffCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "BEFORE",
            description = "The earlier run; the one before the last when not said.")
    private String before = "~1";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "AFTER",
            description = "The later run; the last one when not said.")
    private String after = "";

    @Option(names = "--all", description = "Also show tasks that did not differ.")
    private boolean all;

    @Mixin
    private PlaceOptions where = new PlaceOptions();

    DiffCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        PastRuns runs = where.runs(surroundings);
        RunDifference difference = runs.difference(
                runs.named(before), runs.named(after), surroundings.settings(Map.of(), surroundings::warn));
        DifferenceText text = new DifferenceText(
                surroundings.outStyle(), all, surroundings.manner().isQuiet());
        surroundings.out().print(surroundings.isJson() ? DifferenceText.json(difference) + '\n' : text.of(difference));
        return ExitCode.DONE;
    }
}

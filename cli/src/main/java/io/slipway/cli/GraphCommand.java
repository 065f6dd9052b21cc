package io.slipway.cli;

import io.slipway.cli.view.PlanGraph;
import io.slipway.cli.view.PlanSvg;
import io.slipway.core.local.LocalEngine;
import io.slipway.core.local.LocalPlan;
import io.slipway.core.local.RunRequest;
import io.slipway.core.run.RunOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code slipway graph}. */
@Command(
        name = "graph",
        header = "Draws tasks and what they need of each other: as text, for Graphviz, for Mermaid, or as SVG.",
        description = "Says with colours what a run would do now: run (green), maybe (yellow), reuse (grey).")
final class GraphCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private SelectionOptions selected = new SelectionOptions();

    @Mixin
    private WithOption with = new WithOption();

    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            description = "One of ${COMPLETION-CANDIDATES}; text when not said. dot is for Graphviz.")
    private Format format = Format.text;

    @Mixin
    private OutputOption output = new OutputOption();

    /** As written on the command line. */
    enum Format {
        text,
        dot,
        mermaid,
        svg
    }

    GraphCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Selection selection = selected.selection(surroundings);
        try (LocalEngine engine = surroundings.open(selection.startingPoint(), selected.parameters(surroundings))) {
            LocalPlan plan = engine.plan(new RunRequest(
                    selection.in(engine.pipeline(), engine.root()),
                    with.kinds(),
                    selected.filter(),
                    0,
                    false,
                    new RunOptions(false, false)));
            output.print(
                    switch (format) {
                        case text -> PlanGraph.text(plan);
                        case dot -> PlanGraph.dot(plan);
                        case mermaid -> PlanGraph.mermaid(plan);
                        case svg -> PlanSvg.of(plan);
                    },
                    surroundings);
            return ExitCode.DONE;
        }
    }
}

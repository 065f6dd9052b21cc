package io.slipway.cli;

import io.slipway.cli.view.PlanGraph;
import io.slipway.cli.view.PlanSvg;
import io.slipway.core.local.LocalEngine;
import io.slipway.core.local.LocalPlan;
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
    private PlanningOptions planning = new PlanningOptions();

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
        json,
        dot,
        mermaid,
        svg
    }

    GraphCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        LocalPlan plan = plan();
        output.print(
                switch (surroundings.isJson() ? Format.json : format) {
                    case text -> PlanGraph.text(plan);
                    case json -> PlanGraph.json(plan) + '\n';
                    case dot -> PlanGraph.dot(plan);
                    case mermaid -> PlanGraph.mermaid(plan);
                    case svg -> PlanSvg.of(plan);
                },
                surroundings);
        return ExitCode.DONE;
    }

    private LocalPlan plan() {
        try (LocalEngine engine = planning.open(surroundings)) {
            return planning.plan(engine, surroundings, false);
        }
    }
}

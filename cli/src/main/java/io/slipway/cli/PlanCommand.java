package io.slipway.cli;

import io.slipway.cli.view.PlanGraph;
import io.slipway.cli.view.PlanJson;
import io.slipway.cli.view.PlanText;
import io.slipway.core.local.LocalPlan;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code slipway plan}. */
@Command(
        name = "plan",
        header = "Shows what a run would do now: what would run, in which order, what is reused and why not.",
        description = "Changes nothing.")
final class PlanCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private PlanningOptions planning = new PlanningOptions();

    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            description = "One of ${COMPLETION-CANDIDATES}; text when not said. dot is for Graphviz.")
    private Format format = Format.text;

    @Option(names = "--rebuild", description = "Plan a run that reuses nothing.")
    private boolean rebuild;

    /** As written on the command line. */
    enum Format {
        text,
        json,
        dot,
        mermaid
    }

    PlanCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        LocalPlan plan = planning.plan(surroundings, rebuild);
        surroundings
                .out()
                .print(
                        switch (surroundings.isJson() ? Format.json : format) {
                            case text -> new PlanText(surroundings.outStyle()).of(plan);
                            case json -> PlanJson.of(plan) + '\n';
                            case dot -> PlanGraph.dot(plan);
                            case mermaid -> PlanGraph.mermaid(plan);
                        });
        return ExitCode.DONE;
    }
}

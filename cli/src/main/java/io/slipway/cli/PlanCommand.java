package io.slipway.cli;

import io.slipway.cli.view.AdviceText;
import io.slipway.cli.view.PlanGraph;
import io.slipway.cli.view.PlanJson;
import io.slipway.cli.view.PlanText;
import io.slipway.core.estimate.ResourceAdvice;
import io.slipway.core.local.LocalEngine;
import io.slipway.core.local.LocalPlan;
import java.util.List;
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
        try (LocalEngine engine = planning.open(surroundings)) {
            surroundings.out().print(text(engine, planning.plan(engine, surroundings, rebuild)));
            return ExitCode.DONE;
        }
    }

    private String text(LocalEngine engine, LocalPlan plan) {
        return switch (surroundings.isJson() ? Format.json : format) {
            case text -> new PlanText(surroundings.outStyle()).of(plan) + AdviceText.of(advice(engine, plan));
            case json -> PlanJson.of(plan, advice(engine, plan)) + '\n';
            case dot -> PlanGraph.dot(plan);
            case mermaid -> PlanGraph.mermaid(plan);
        };
    }

    private static List<ResourceAdvice> advice(LocalEngine engine, LocalPlan plan) {
        return engine.advice(plan.tasks().stream().map(task -> task.task()).toList());
    }
}

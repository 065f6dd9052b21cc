package io.slipway.cli;

import io.slipway.cli.view.AdviceText;
import io.slipway.cli.view.PlanGraph;
import io.slipway.cli.view.PlanJson;
import io.slipway.cli.view.PlanText;
import io.slipway.core.estimate.ResourceAdvice;
import io.slipway.core.local.LocalEngine;
import io.slipway.core.local.LocalPlan;
import io.slipway.core.local.RunRequest;
import io.slipway.core.run.RunOptions;
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
    private SelectionOptions selected = new SelectionOptions();

    @Mixin
    private WithOption with = new WithOption();

    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            description = "One of ${COMPLETION-CANDIDATES}; text when not said. dot is for Graphviz.")
    private Format format = Format.text;

    @Option(names = "--json", description = "The same as --format json.")
    private boolean json;

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
        Selection selection = selected.selection(surroundings);
        try (LocalEngine engine = surroundings.open(selection.startingPoint(), selected.parameters(surroundings))) {
            RunRequest request = new RunRequest(
                    selection.in(engine.pipeline(), engine.root()),
                    with.kinds(),
                    selected.filter(),
                    0,
                    false,
                    new RunOptions(false, rebuild));
            surroundings.out().print(text(engine, engine.plan(request)));
            return ExitCode.DONE;
        }
    }

    private String text(LocalEngine engine, LocalPlan plan) {
        return switch (json ? Format.json : format) {
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

package io.slipway.cli;

import io.slipway.cli.view.ForecastJson;
import io.slipway.cli.view.ForecastText;
import io.slipway.core.estimate.Covariates;
import io.slipway.core.estimate.DurationModel;
import io.slipway.core.estimate.Subject;
import io.slipway.core.estimate.TaskModels;
import io.slipway.core.forecast.CriticalTasks;
import io.slipway.core.forecast.LearntOutlook;
import io.slipway.core.forecast.Outlook;
import io.slipway.core.forecast.RunForecast;
import io.slipway.core.forecast.Situation;
import io.slipway.core.forecast.Span;
import io.slipway.core.forecast.WhatIf;
import io.slipway.core.local.KeptForecasts;
import io.slipway.core.local.LocalEngine;
import io.slipway.core.local.LocalPlan;
import io.slipway.core.local.PlannedTask;
import io.slipway.core.local.RunRequest;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.RetryPolicy;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunId;
import io.slipway.core.run.RunOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code slipway forecast}. */
@Command(
        name = "forecast",
        header = "Says when a run would be done, or the one that is going on will be.",
        description = "From what tasks took in earlier runs, and the order in which they would start now.")
final class ForecastCommand implements Callable<Integer> {
    private static final int FUTURES = 200;
    private static final int FUTURES_OF_A_CHANGE = 40;
    private static final int MOST_CHANGES = 5;
    private static final RunId NEXT = new RunId("next");

    private final Surroundings surroundings;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private SelectionOptions selected = new SelectionOptions();

    @Mixin
    private WithOption with = new WithOption();

    @Mixin
    private JobsOption jobs = new JobsOption();

    @Option(
            names = "--what-if",
            paramLabel = "CHANGE",
            arity = "0..1",
            fallbackValue = "best",
            description = "How much sooner with agents=N more like this one, jobs=N, twice=TASK as fast, or"
                    + " without=TASK>NEED; without a value, the changes that help most. May be given several times.")
    private List<String> changes = List.of();

    @Option(names = "--running", description = "The run that is going on in this workspace.")
    private boolean running;

    @Option(names = "--score", description = "What came of earlier forecasts.")
    private boolean score;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", hidden = true)
    private long seed;

    ForecastCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        int atMost = jobs.atMost();
        Optional<RunId> named = namedRun();
        Selection selection = named.isPresent()
                ? new Selection(surroundings.resolve(selected.directory()), List.of())
                : selected.selection(surroundings);
        try (LocalEngine engine = surroundings.open(selection.startingPoint(), selected.parameters(surroundings))) {
            if (score) {
                KeptForecasts kept = engine.keptForecasts();
                if (surroundings.isJson()) surroundings.out().println(ForecastJson.score(kept));
                else surroundings.out().print(ForecastText.score(kept));
                return ExitCode.DONE;
            }
            if (running || named.isPresent()) {
                RunId run = named.or(engine::goingOn)
                        .orElseThrow(() -> new IllegalArgumentException("no run is going on; leave --running out"));
                answer(engine, engine.situation(run), run, Map.of(), engine.circumstances(run));
                return ExitCode.DONE;
            }
            RunRequest request = new RunRequest(
                    selection.in(engine.pipeline(), engine.root()),
                    with.kinds(),
                    selected.filter(),
                    atMost,
                    false,
                    RunOptions.DEFAULT);
            Map<TaskAddress, PlannedTask.Verdict> planned = new HashMap<>();
            LocalPlan plan = engine.plan(request);
            for (PlannedTask task : plan.tasks()) planned.put(task.task(), task.verdict());
            answer(engine, engine.situation(request, NEXT), NEXT, planned, engine.circumstances(request, plan));
            return ExitCode.DONE;
        }
    }

    /** A run is named by its id, which no task and no directory has the form of. */
    private Optional<RunId> namedRun() {
        if (selected.selections().size() != 1) return Optional.empty();
        String only = selected.selections().get(0);
        return only.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
                ? Optional.of(new RunId(only))
                : Optional.empty();
    }

    private void answer(
            LocalEngine engine,
            Situation situation,
            RunId run,
            Map<TaskAddress, PlannedTask.Verdict> planned,
            Function<TaskAddress, Covariates> circumstances) {
        TaskModels models = engine.models();
        DurationModel model = models.durations();
        Outlook outlook = new LearntOutlook(
                model,
                models.flaky(),
                task -> {
                    PlannedTask.Verdict verdict = planned.get(task);
                    if (verdict == PlannedTask.Verdict.REUSE) return 1;
                    if (verdict == PlannedTask.Verdict.RUN) return 0;
                    return models.reuse().probability(Subject.of(task));
                },
                circumstances,
                situation.now());
        RunForecast forecast = RunForecast.of(situation, outlook, seed, FUTURES);
        Span said = forecast.finish(run)
                .orElseThrow(() -> new IllegalArgumentException(
                        "the run waits for a person; approve or reject what it waits for"));
        List<TaskAddress> tasks = tasks(situation, run);
        Span finish = engine.keep(situation.now(), run.equals(NEXT) ? Optional.empty() : Optional.of(run), tasks, said);
        int unknown = 0;
        for (TaskAddress task : tasks) if (model.expected(task).isEmpty()) unknown++;
        WhatIf whatIf = new WhatIf(situation, outlook, run, seed, FUTURES_OF_A_CHANGE);
        CriticalTasks critical = whatIf.critical();
        List<WhatIf.Gain> gains = gains(engine, whatIf);
        SortedMap<TaskAddress, Double> flaky = new TreeMap<>();
        for (CriticalTasks.Figures one : critical.tasks()) {
            double chance = outlook.failure(one.task());
            if (chance > 0 && isTriedAgain(engine.pipeline(), one.task())) flaky.put(one.task(), chance);
        }
        if (surroundings.isJson()) {
            surroundings.out().println(ForecastJson.of(situation.now(), finish, critical, unknown, flaky, gains));
        } else {
            surroundings
                    .out()
                    .print(ForecastText.of(situation.now(), finish, critical, tasks.size(), unknown, flaky, gains));
        }
    }

    private static boolean isTriedAgain(Pipeline pipeline, TaskAddress task) {
        return pipeline.find(task)
                .flatMap(found -> found.retry().after(RetryPolicy.Failure.EXIT))
                .filter(backoff -> backoff.attempts() > 1)
                .isPresent();
    }

    private static List<TaskAddress> tasks(Situation situation, RunId run) {
        return situation.told().stream()
                .filter(told -> told.event() instanceof RunEvent.RunSubmitted submitted
                        && submitted.run().equals(run))
                .map(told -> ((RunEvent.RunSubmitted) told.event()).tasks())
                .findFirst()
                .orElse(List.of());
    }

    private List<WhatIf.Gain> gains(LocalEngine engine, WhatIf whatIf) {
        List<WhatIf.Gain> gains = new ArrayList<>();
        for (String text : changes) {
            if (text.equals("best")) gains.addAll(whatIf.best(MOST_CHANGES));
            else whatIf.gain(change(engine, text)).ifPresent(gains::add);
        }
        return gains;
    }

    private WhatIf.Change change(LocalEngine engine, String text) {
        int equals = text.indexOf('=');
        String value = text.substring(equals + 1);
        switch (equals < 0 ? text : text.substring(0, equals)) {
            case "agents" -> {
                return new WhatIf.Change.MoreAgents("local", number(text, value));
            }
            case "jobs" -> {
                return new WhatIf.Change.InFlight(number(text, value));
            }
            case "twice" -> {
                return new WhatIf.Change.OtherDuration(engine.task(value), 0.5);
            }
            case "without" -> {
                int arrow = value.indexOf('>');
                if (arrow > 0)
                    return new WhatIf.Change.WithoutNeed(
                            engine.task(value.substring(0, arrow)), engine.task(value.substring(arrow + 1)));
            }
            default -> {}
        }
        throw Refusal.of(spec, "--what-if " + text + " (expected: agents=N, jobs=N, twice=TASK or without=TASK>NEED)");
    }

    private int number(String text, String value) {
        if (!value.matches("[1-9][0-9]{0,4}"))
            throw Refusal.of(spec, "--what-if " + text + " (expected: a number from 1 behind the =)");
        return Integer.parseInt(value);
    }
}

package io.slipway.cli;

import io.slipway.cli.view.LogsJson;
import io.slipway.core.local.PastRun;
import io.slipway.core.local.PastRuns;
import io.slipway.core.orchestrate.TaskSummary;
import io.slipway.core.pipeline.DidYouMean;
import io.slipway.core.pipeline.Sidecar;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.RunId;
import io.slipway.core.run.TaskState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway logs}. */
@Command(
        name = "logs",
        header = "Prints what a task printed; without one, what the tasks that failed and their sidecars printed.",
        description = "Of a task that was reused, what it printed when it ran.")
final class LogsCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(arity = "0..1", paramLabel = "TASK", description = "Its address, written service:task.")
    private String task = "";

    @Option(names = "--run", paramLabel = "RUN", description = "Of this run instead of the last one; as for status.")
    private String run = "";

    @Option(
            names = "--sidecar",
            paramLabel = "NAME",
            description = "What this sidecar of the task printed, instead of the task.")
    private String sidecar = "";

    @Option(
            names = {"-f", "--follow"},
            description = "Go on printing until the task has ended.")
    private boolean follow;

    @Mixin
    private PlaceOptions where = new PlaceOptions();

    LogsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        PastRuns runs = where.runs(surroundings);
        PastRun past = runs.read(runs.named(run));
        if (task.isEmpty()) {
            if (!sidecar.isEmpty())
                throw new IllegalArgumentException("--sidecar " + sidecar + " is of no task; name the task too");
            print(ofFailed(runs, past), true);
            return ExitCode.DONE;
        }
        TaskAddress address = named(past);
        List<String> sidecars = sidecars(past, address);
        if (!sidecar.isEmpty() && !sidecars.contains(sidecar))
            throw new IllegalArgumentException(
                    sidecars.isEmpty()
                            ? address + " has no sidecars; leave --sidecar out"
                            : address + " has no sidecar `" + sidecar + "`; " + DidYouMean.suggest(sidecar, sidecars));
        if (follow && runs.isGoingOn(past)) {
            new LogFollower(runs, past.id(), address, () -> log(runs, past.id(), address, sidecar))
                    .print(surroundings.isJson() ? Optional.empty() : Optional.of(surroundings.out()));
            if (!surroundings.isJson()) return ExitCode.DONE;
        }
        print(List.of(ofTask(runs, past, address)), false);
        if (sidecar.isEmpty() && !sidecars.isEmpty() && !surroundings.isJson())
            hint("what its sidecars printed: --sidecar " + String.join(", --sidecar ", sidecars));
        return ExitCode.DONE;
    }

    private static List<String> sidecars(PastRun past, TaskAddress address) {
        return past.pipeline().get(address).sidecars().stream()
                .map(Sidecar::name)
                .toList();
    }

    private TaskAddress named(PastRun past) {
        List<String> known = past.summary().tasks().stream()
                .map(each -> each.task().toString())
                .toList();
        int at = known.indexOf(task);
        if (at >= 0) return past.summary().tasks().get(at).task();
        throw new IllegalArgumentException(
                "run " + past.id() + " had no task `" + task + "`; " + DidYouMean.suggest(task, known));
    }

    /** Those of each task that failed, and of what ran beside it: there the reason often is. */
    private static List<LogsJson.Log> ofFailed(PastRuns runs, PastRun past) {
        List<LogsJson.Log> logs = new ArrayList<>();
        for (TaskSummary each : past.summary().tasks()) {
            if (each.state() != TaskState.FAILED) continue;
            List<String> printing = new ArrayList<>(List.of(""));
            printing.addAll(sidecars(past, each.task()));
            for (String one : printing)
                log(runs, past.id(), each.task(), one)
                        .ifPresent(file -> logs.add(new LogsJson.Log(past.id(), each.task(), one, file)));
        }
        return logs;
    }

    /** Its log in this run or, where it did not run, in the last one before that has one. */
    private LogsJson.Log ofTask(PastRuns runs, PastRun past, TaskAddress address) {
        List<RunId> all = runs.all();
        for (RunId each : all.subList(all.indexOf(past.id()), all.size())) {
            Optional<Path> log = log(runs, each, address, sidecar);
            if (log.isPresent()) return new LogsJson.Log(each, address, sidecar, log.get());
        }
        throw new IllegalArgumentException("nothing is kept of what " + (sidecar.isEmpty() ? "" : sidecar + " of ")
                + address + " printed: it has not run yet, or not in any run on record; run it with --rebuild");
    }

    private static Optional<Path> log(PastRuns runs, RunId run, TaskAddress task, String sidecar) {
        return sidecar.isEmpty() ? runs.log(run, task) : runs.sidecarLog(run, task, sidecar);
    }

    private void print(List<LogsJson.Log> logs, boolean withNames) throws IOException {
        if (surroundings.isJson()) {
            surroundings.out().println(LogsJson.of(logs));
            return;
        }
        for (LogsJson.Log log : logs) {
            if (withNames)
                surroundings
                        .out()
                        .println("== " + log.task() + (log.sidecar().isEmpty() ? "" : ", sidecar " + log.sidecar()));
            surroundings.out().flush();
            Files.copy(log.file(), surroundings.out());
        }
    }

    private void hint(String text) {
        if (surroundings.manner().isQuiet()) return;
        surroundings.out().flush();
        surroundings.err().println(surroundings.style().faint(text));
    }
}

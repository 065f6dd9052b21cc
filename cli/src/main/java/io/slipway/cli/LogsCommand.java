package io.slipway.cli;

import io.slipway.core.local.PastRun;
import io.slipway.core.local.PastRuns;
import io.slipway.core.orchestrate.TaskSummary;
import io.slipway.core.pipeline.DidYouMean;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.RunId;
import io.slipway.core.run.TaskState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        header = "Prints what a task printed; without one, what the tasks that failed printed.",
        description = "Of a task that was reused, what it printed when it ran.")
final class LogsCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(arity = "0..1", paramLabel = "TASK", description = "Its address, written service:task.")
    private String task = "";

    @Option(names = "--run", paramLabel = "RUN", description = "Of this run instead of the last one; as for status.")
    private String run = "";

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
            for (TaskSummary each : past.summary().tasks())
                if (each.state() == TaskState.FAILED) printWithName(runs, past.id(), each.task());
            return ExitCode.DONE;
        }
        TaskAddress address = named(past);
        if (follow && runs.isGoingOn(past)) new LogFollower(runs, past.id(), address).print(surroundings.out());
        else print(log(runs, past, address));
        return ExitCode.DONE;
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

    private void printWithName(PastRuns runs, RunId id, TaskAddress address) throws IOException {
        surroundings.out().println("== " + address);
        Optional<Path> log = runs.log(id, address);
        if (log.isPresent()) print(log.get());
    }

    /** Its log in this run or, where it did not run, in the last one before that has one. */
    private static Path log(PastRuns runs, PastRun past, TaskAddress address) {
        List<RunId> all = runs.all();
        for (RunId each : all.subList(all.indexOf(past.id()), all.size())) {
            Optional<Path> log = runs.log(each, address);
            if (log.isPresent()) return log.get();
        }
        throw new IllegalArgumentException("nothing is kept of what " + address
                + " printed: it has not run yet, or not in any run on record; run it with --rebuild");
    }

    private void print(Path log) throws IOException {
        surroundings.out().flush();
        Files.copy(log, surroundings.out());
    }
}

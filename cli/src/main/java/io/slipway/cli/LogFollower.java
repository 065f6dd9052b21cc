package io.slipway.cli;

import io.slipway.core.local.PastRun;
import io.slipway.core.local.PastRuns;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.RunId;
import io.slipway.core.run.TaskState;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Prints the log of a task of a run that is going on, as it grows, until the task or the run has ended. One thread. */
final class LogFollower {
    private static final Set<TaskState> OVER =
            Set.of(TaskState.REUSED, TaskState.SUCCEEDED, TaskState.FAILED, TaskState.SKIPPED);

    /** A task ends without a sign in its log: after so long without a word, the journal is asked. */
    private static final long QUIET_SECONDS = 1;

    private final PastRuns runs;
    private final RunId run;
    private final TaskAddress task;
    private final Supplier<Optional<Path>> log;
    private long printed;

    /**
     * @param log that of the task or of one of its sidecars; absent until it has printed something
     */
    LogFollower(PastRuns runs, RunId run, TaskAddress task, Supplier<Optional<Path>> log) {
        this.log = log;
        this.runs = runs;
        this.run = run;
        this.task = task;
    }

    /**
     * @param out nowhere when only the end is waited for
     */
    void print(Optional<PrintStream> out) throws IOException, InterruptedException {
        Path directory = runs.logs(run);
        try (WatchService watch = directory.getFileSystem().newWatchService()) {
            directory.register(watch, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
            while (true) {
                printMore(out);
                WatchKey changed = watch.poll(QUIET_SECONDS, TimeUnit.SECONDS);
                if (changed != null) {
                    changed.pollEvents();
                    changed.reset();
                } else if (isOver()) {
                    printMore(out); // what came while we asked
                    return;
                }
            }
        }
    }

    private boolean isOver() {
        PastRun past = runs.read(run);
        if (!runs.isGoingOn(past)) return true;
        return past.summary().tasks().stream()
                .anyMatch(each -> each.task().equals(task) && OVER.contains(each.state()));
    }

    /** A new attempt begins its log anew. */
    private void printMore(Optional<PrintStream> out) throws IOException {
        Optional<Path> file = log.get();
        if (file.isEmpty() || out.isEmpty()) return;
        if (Files.size(file.get()) < printed) printed = 0;
        try (InputStream in = Files.newInputStream(file.get())) {
            in.skipNBytes(printed);
            printed += in.transferTo(out.get());
        }
        out.get().flush();
    }
}

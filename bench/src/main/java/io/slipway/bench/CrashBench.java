package io.slipway.bench;

import io.slipway.core.journal.JournalEntry;
import io.slipway.core.local.FileJournal;
import io.slipway.core.local.store.DirectoryStore;
import io.slipway.core.local.store.StoreListener;
import io.slipway.core.local.store.Verification;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Kills a real {@code slipway run} with SIGKILL at random moments, up to three times in a row, and goes on with a new run
 * or {@code --resume} until one ends. Then everything must be as if nobody had been killed.
 */
final class CrashBench implements Bench {
    private static final int TRIALS = 50;
    private static final int QUICK_TRIALS = 5;
    private static final int MOST_KILLS = 3;
    private static final int MOST_RUNS_TO_END = 3;

    private int kills;
    private int wrongResults;
    private int corruptEntries;
    private int leftProcesses;
    private int repeatedTasks;

    @Override
    public Report run(Setting setting) throws IOException, InterruptedException {
        int trials = setting.count().orElse(setting.quick() ? QUICK_TRIALS : TRIALS);
        RandomGenerator random = setting.random();
        try (TemporaryDirectory work = setting.temporaryDirectory()) {
            Trial undisturbed = Trial.in(work, "undisturbed", setting);
            Duration wall = undisturbed
                    .slipway
                    .run(undisturbed.workspace, "--with", "deploy")
                    .succeeded()
                    .wall();
            Pipeline pipeline = undisturbed.slipway.pipeline(undisturbed.workspace);
            WorkspaceOutputs expected = WorkspaceOutputs.of(undisturbed.workspace, pipeline);
            for (int i = 1; i <= trials; i++) {
                Trial trial = Trial.in(work, "trial-" + i, setting);
                int attempts = 1 + random.nextInt(MOST_KILLS);
                for (int attempt = 0; attempt < attempts; attempt++) killed(trial, random, wall);
                endedByItself(trial, random);
                check(trial, pipeline, expected);
                if (trial.problems.isEmpty()) TemporaryDirectory.delete(trial.directory);
                else System.err.println(trial.directory.getFileName() + ": " + String.join("; ", trial.problems));
            }
            return new Report("crash")
                    .row("trials", "%d", trials)
                    .row("undisturbed_s", "%.2f", wall.toNanos() / 1e9)
                    .figure("kills", kills)
                    .figure("wrong_results", wrongResults)
                    .figure("corrupt_entries", corruptEntries)
                    .figure("left_processes", leftProcesses)
                    .figure("repeated_tasks", repeatedTasks);
        }
    }

    /** One workspace and its store, on the way through some kills. Confined to one thread. */
    private record Trial(Path directory, Path workspace, Slipway slipway, List<String> problems) {
        static Trial in(TemporaryDirectory work, String name, Setting setting)
                throws IOException, InterruptedException {
            Path directory = work.newDirectory(name);
            Path workspace = Files.createDirectories(directory.resolve("workspace"));
            CrashWorkspace.write(workspace, setting.seed());
            GitRepository.commitAll(workspace);
            return new Trial(directory, workspace, setting.slipway(directory.resolve("store")), new ArrayList<>());
        }

        /** Goes on with the run that was cut short where there is one, or begins another. */
        String[] next(RandomGenerator random) throws IOException {
            boolean resume = random.nextBoolean();
            return resume && wasCutShort() ? new String[] {"--resume"} : new String[] {"--with", "deploy"};
        }

        private boolean wasCutShort() throws IOException {
            Path runs = workspace.resolve(".slipway/runs");
            if (!Files.isDirectory(runs)) return false;
            try (Stream<Path> directories = Files.list(runs)) {
                Path journal = directories
                        .max(Path::compareTo)
                        .map(run -> run.resolve("journal.jsonl"))
                        .orElse(runs);
                if (!Files.isRegularFile(journal)) return false;
                List<JournalEntry> entries = FileJournal.read(journal);
                return !entries.isEmpty() && !(entries.get(entries.size() - 1).event() instanceof RunEvent.RunFinished);
            }
        }
    }

    private void killed(Trial trial, RandomGenerator random, Duration undisturbed)
            throws IOException, InterruptedException {
        Process process = trial.slipway.start(trial.workspace, trial.next(random));
        if (process.waitFor(random.nextLong(undisturbed.toNanos()), TimeUnit.NANOSECONDS)) return;
        process.destroyForcibly().waitFor();
        kills++;
    }

    private void endedByItself(Trial trial, RandomGenerator random) throws IOException, InterruptedException {
        for (int i = 0; i < MOST_RUNS_TO_END; i++) {
            String[] arguments = trial.next(random);
            TimedProcess run = trial.slipway.run(trial.workspace, arguments);
            if (run.exitCode() == 0) return;
            // A deploy that was under way when Slipway was killed is not tried again by a resumed run: that run fails.
            if (arguments[0].equals("--resume") && hasLostDeploy(trial)) continue;
            trial.problems.add(String.join(" ", arguments) + " ended with " + run.exitCode() + ": " + run.output());
        }
        trial.problems.add("no run ended well");
    }

    private static boolean hasLostDeploy(Trial trial) throws IOException {
        for (JournalEntry entry : Slipway.lastRun(trial.workspace)) {
            if (entry.event() instanceof RunEvent.AttemptFinished event
                    && event.outcome().kind() == Outcome.Kind.LOST
                    && event.task().equals(CrashWorkspace.DEPLOY)) return true;
        }
        return false;
    }

    private void check(Trial trial, Pipeline pipeline, WorkspaceOutputs expected) throws IOException {
        List<TaskAddress> differing =
                WorkspaceOutputs.of(trial.workspace, pipeline).differingFrom(expected);
        if (!differing.isEmpty()) trial.problems.add("wrong outputs of " + differing);
        if (!trial.problems.isEmpty()) wrongResults++;
        checkStore(trial);
        checkProcesses(trial);
        checkStarts(trial);
    }

    private void checkStore(Trial trial) {
        try (DirectoryStore store =
                DirectoryStore.open(trial.slipway.store(), StoreListener.SILENT, Clock.systemUTC())) {
            Verification verification = store.maintenance().verify();
            int corrupt =
                    verification.damaged().size() + verification.incomplete().size();
            if (corrupt == 0) return;
            corruptEntries += corrupt;
            trial.problems.add("damaged entries " + verification.damaged() + ", without their contents "
                    + verification.incomplete());
        }
    }

    /** No process still works in the workspace. */
    private void checkProcesses(Trial trial) throws IOException {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (Path process : processes.toList()) {
                if (!Character.isDigit(process.getFileName().toString().charAt(0))) continue;
                if (!workingDirectory(process).startsWith(trial.directory)) continue;
                leftProcesses++;
                trial.problems.add("process " + process.getFileName() + " is left");
            }
        }
    }

    private static Path workingDirectory(Path process) {
        try {
            return Files.readSymbolicLink(process.resolve("cwd"));
        } catch (IOException e) {
            return process; // ended meanwhile, or a kernel thread: not ours
        }
    }

    /**
     * What the journals say was stored ran no more; what a run says succeeded did not start again in that run; and
     * nothing started that no journal knew of.
     */
    private void checkStarts(Trial trial) throws IOException {
        Set<TaskAddress> stored = new HashSet<>();
        Map<TaskAddress, RunId> done = new HashMap<>();
        Map<String, Integer> unknownStarts = new HashMap<>();
        for (String task : CrashWorkspace.starts(trial.directory)) unknownStarts.merge(task, 1, Integer::sum);
        for (Path journal : Slipway.journals(trial.workspace)) {
            for (JournalEntry entry : FileJournal.read(journal)) {
                if (entry.event() instanceof RunEvent.AttemptStarted event) {
                    if (stored.contains(event.task()) || event.run().equals(done.get(event.task()))) {
                        repeatedTasks++;
                        trial.problems.add(event.task() + " ran again");
                    }
                    unknownStarts.merge(event.task().task(), -1, Integer::sum);
                }
                if (entry.event() instanceof RunEvent.AttemptFinished event
                        && event.outcome().isSuccess()) {
                    done.put(event.task(), event.run());
                    if (event.stored()) stored.add(event.task());
                }
            }
        }
        for (Map.Entry<String, Integer> starts : unknownStarts.entrySet()) {
            if (starts.getValue() <= 0) continue;
            repeatedTasks += starts.getValue();
            trial.problems.add(starts.getKey() + " ran " + starts.getValue() + " times that no journal knows of");
        }
    }
}

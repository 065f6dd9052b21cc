package io.slipway.bench;

import io.slipway.core.journal.JournalEntry;
import io.slipway.core.local.FileJournal;
import io.slipway.core.local.LocalEngine;
import io.slipway.core.local.LocalSettings;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.run.RunEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * The program as a user has it: its launcher, and a store that nobody else uses. Immutable.
 *
 * @param launcher {@code slipway}, absolute
 * @param store need not exist
 */
record Slipway(Path launcher, Path store) {
    /** {@code slipway run …} in {@code workspace}, however it ends. */
    TimedProcess run(Path workspace, String... arguments) throws IOException, InterruptedException {
        return TimedProcess.run(workspace, variables(), command(arguments));
    }

    /** {@code slipway run …} in {@code workspace}, not waited for; what it prints is lost. */
    Process start(Path workspace, String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command(arguments))
                .directory(workspace.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(variables());
        return builder.start();
    }

    /** {@code slipway watch --json} over all of {@code workspace}; its events can be read. */
    Process watch(Path workspace) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(launcher.toString(), "watch", "--json")
                .directory(workspace.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(variables());
        return builder.start();
    }

    private Map<String, String> variables() {
        return Map.of("SLIPWAY_STORE", store.toString());
    }

    private List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(launcher.toString(), "run"));
        command.addAll(List.of(arguments));
        return command;
    }

    /** The tasks of {@code workspace}. */
    Pipeline pipeline(Path workspace) {
        LocalSettings settings = new LocalSettings(
                store,
                System.getenv(),
                Map.of(),
                "bench",
                Clock.systemUTC(),
                System::nanoTime,
                new SplittableRandom(),
                System.err::println);
        try (LocalEngine engine = LocalEngine.open(workspace, settings)) {
            return engine.pipeline();
        }
    }

    /** What happened in the newest run of {@code workspace}. */
    static List<JournalEntry> lastRun(Path workspace) throws IOException {
        List<Path> journals = journals(workspace);
        if (journals.isEmpty()) throw new BenchException(workspace + " has no run (expected: one that was recorded)");
        return FileJournal.read(journals.get(journals.size() - 1));
    }

    /** How many of a run's tasks were reused, 0 to 1. */
    static double shareReused(List<JournalEntry> run) {
        int tasks = 0;
        int reused = 0;
        for (JournalEntry entry : run) {
            if (entry.event() instanceof RunEvent.RunSubmitted event)
                tasks = event.tasks().size();
            if (entry.event() instanceof RunEvent.TaskReused) reused++;
        }
        return (double) reused / tasks;
    }

    /** The journals of all runs of {@code workspace}, oldest first: names of runs sort by time. */
    static List<Path> journals(Path workspace) throws IOException {
        Path runs = workspace.resolve(".slipway").resolve("runs");
        if (!Files.isDirectory(runs)) return List.of();
        try (Stream<Path> directories = Files.list(runs)) {
            return directories
                    .sorted()
                    .map(run -> run.resolve("journal.jsonl"))
                    .filter(Files::exists)
                    .toList();
        }
    }
}

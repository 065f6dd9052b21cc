package io.slipway.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * 2,000 tasks that do next to nothing, in Slipway, make and ninja: what is left is what the tools themselves cost.
 *
 * <p>Task i reads a source file of its own and what 3 of the 50 tasks before it made, and makes one file with the one
 * command {@code tail} that is the same everywhere. Every round begins without outputs, and Slipway's without a store;
 * afterwards all sides must have made the same bytes.
 */
final class DagBench implements Bench {
    private static final int TASKS = 2000;
    private static final int SERVICES = 20;
    private static final int WINDOW = 50;
    private static final int NEEDS = 3;
    private static final int UNCHANGED_RUNS = 5;

    @Override
    public Report run(Setting setting) throws IOException, InterruptedException {
        try (TemporaryDirectory work = setting.temporaryDirectory()) {
            return race(setting, work, needs(setting.random()));
        }
    }

    private static List<List<Integer>> needs(RandomGenerator random) {
        List<List<Integer>> needs = new ArrayList<>();
        for (int i = 0; i < TASKS; i++) {
            TreeSet<Integer> chosen = new TreeSet<>();
            while (chosen.size() < Math.min(NEEDS, i)) chosen.add(i - 1 - random.nextInt(Math.min(WINDOW, i)));
            needs.add(List.copyOf(chosen));
        }
        return needs;
    }

    private static Report race(Setting setting, TemporaryDirectory work, List<List<Integer>> needs)
            throws IOException, InterruptedException {
        Path slipwayTree = work.newDirectory("slipway");
        writeSources(slipwayTree);
        writeDefinitions(slipwayTree, needs);
        GitRepository.commitAll(slipwayTree);
        Path ninjaTree = work.newDirectory("ninja");
        writeSources(ninjaTree);
        writeNinja(ninjaTree, needs);
        Path makeTree = work.newDirectory("make");
        writeSources(makeTree);
        writeMakefile(makeTree, needs);
        boolean ninja = TimedProcess.isInstalled("ninja");
        boolean make = TimedProcess.isInstalled("make");

        List<Double> slipwaySeconds = new ArrayList<>();
        List<Double> ninjaSeconds = new ArrayList<>();
        List<Double> makeSeconds = new ArrayList<>();
        Slipway slipway = setting.slipway(work.path().resolve("store"));
        for (int round = 0; round < setting.rounds(); round++) {
            clean(slipwayTree);
            TemporaryDirectory.delete(slipwayTree.resolve(".slipway"));
            TemporaryDirectory.delete(slipway.store());
            slipwaySeconds.add(slipway.run(slipwayTree).succeeded().seconds());
            if (ninja) {
                clean(ninjaTree);
                ninjaSeconds.add(TimedProcess.succeed(ninjaTree, "ninja", "-j" + Setting.CPUS)
                        .seconds());
                expectSame(slipwayTree, ninjaTree);
            }
            if (make) {
                clean(makeTree);
                makeSeconds.add(TimedProcess.succeed(makeTree, "make", "-s", "-j" + Setting.CPUS)
                        .seconds());
                expectSame(slipwayTree, makeTree);
            }
        }
        List<Double> unchangedSeconds = new ArrayList<>();
        for (int i = 0; i < UNCHANGED_RUNS; i++) {
            unchangedSeconds.add(slipway.run(slipwayTree).succeeded().seconds());
            double reused = Slipway.shareReused(Slipway.lastRun(slipwayTree));
            if (reused != 1) throw new BenchException("an unchanged run reused only " + reused + " of its tasks");
        }

        Report report = new Report("dag").row("tasks", "%d in %d services", TASKS, SERVICES);
        report.row("slots", "%d", Setting.CPUS).row("rounds", "%d", setting.rounds());
        double slipwayMedian = Samples.median(slipwaySeconds);
        if (ninja) report.figure("vs_ninja", slipwayMedian / Samples.median(ninjaSeconds));
        report.figure("noop_s", Samples.median(unchangedSeconds)).figure("slipway_s", slipwayMedian);
        if (ninja) report.peer("ninja_s", Samples.median(ninjaSeconds));
        else report.skippedPeer("ninja");
        if (make) report.peer("make_s", Samples.median(makeSeconds));
        else report.skippedPeer("make");
        return report;
    }

    private static void writeSources(Path tree) throws IOException {
        for (int s = 0; s < SERVICES; s++) Files.createDirectories(tree.resolve(service(s)));
        for (int i = 0; i < TASKS; i++) write(tree.resolve(source(i)), "source of task " + i + "\n");
    }

    private static void writeDefinitions(Path tree, List<List<Integer>> needs) throws IOException {
        write(tree.resolve("slipway-workspace.yaml"), "slipway: 1\n");
        write(tree.resolve(".gitignore"), "*.out\n");
        for (int s = 0; s < SERVICES; s++) {
            StringBuilder text = new StringBuilder("slipway: 1\nservice: " + service(s) + "\ntasks:\n");
            for (int i = s; i < TASKS; i += SERVICES) {
                List<String> addresses = needs.get(i).stream()
                        .map(need -> service(need) + ":" + name(need))
                        .toList();
                text.append("  ").append(name(i)).append(":\n");
                text.append("    run: ").append(command(i, needs.get(i), "../")).append('\n');
                text.append("    inputs: [").append(name(i)).append(".txt]\n");
                text.append("    outputs: [").append(name(i)).append(".out]\n");
                text.append("    needs: [\"")
                        .append(String.join("\", \"", addresses))
                        .append("\"]\n");
            }
            write(
                    tree.resolve(service(s)).resolve("slipway.yaml"),
                    text.toString().replace("[\"\"]", "[]"));
        }
    }

    private static void writeNinja(Path tree, List<List<Integer>> needs) throws IOException {
        StringBuilder text = new StringBuilder("rule run\n  command = $run\n");
        for (int i = 0; i < TASKS; i++) {
            text.append("build ").append(output(i)).append(": run ").append(inputs(i, needs.get(i), ""));
            text.append("\n  run = ").append(command(i, needs.get(i), "")).append('\n');
        }
        write(tree.resolve("build.ninja"), text.toString());
    }

    private static void writeMakefile(Path tree, List<List<Integer>> needs) throws IOException {
        StringBuilder all = new StringBuilder("all:");
        StringBuilder rules = new StringBuilder();
        for (int i = 0; i < TASKS; i++) {
            all.append(' ').append(output(i));
            rules.append(output(i)).append(": ").append(inputs(i, needs.get(i), ""));
            rules.append("\n\t").append(command(i, needs.get(i), "")).append('\n');
        }
        write(tree.resolve("Makefile"), all + "\n" + rules + ".PHONY: all\n");
    }

    /** Its last bytes are those of its last need, so outputs stay small and still depend on every input. */
    private static String command(int task, List<Integer> needs, String up) {
        return "tail -q -c 16 " + inputs(task, needs, up) + " > " + up + output(task);
    }

    private static String inputs(int task, List<Integer> needs, String up) {
        StringBuilder inputs = new StringBuilder(up + source(task));
        for (int need : needs) inputs.append(' ').append(up).append(output(need));
        return inputs.toString();
    }

    private static String service(int task) {
        return "s" + task % SERVICES;
    }

    private static String name(int task) {
        return "n" + task;
    }

    private static String source(int task) {
        return service(task) + "/" + name(task) + ".txt";
    }

    private static String output(int task) {
        return service(task) + "/" + name(task) + ".out";
    }

    private static void write(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardCharsets.UTF_8);
    }

    private static void clean(Path tree) throws IOException {
        for (int i = 0; i < TASKS; i++) Files.deleteIfExists(tree.resolve(output(i)));
    }

    private static void expectSame(Path one, Path other) throws IOException {
        for (int i = 0; i < TASKS; i++) {
            if (Files.mismatch(one.resolve(output(i)), other.resolve(output(i))) != -1) {
                throw new BenchException(output(i) + " is not the same in " + one + " and " + other);
            }
        }
    }
}

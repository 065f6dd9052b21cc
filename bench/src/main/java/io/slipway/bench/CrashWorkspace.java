package io.slipway.bench;

import io.slipway.core.pipeline.TaskAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * A workspace in which a kill is likely to hit something: 40 tasks of 20 to 100 ms that write their outputs in two
 * steps, every fourth of them a directory besides, and one deploy at the end. Each says that it started in a file beside
 * the workspace.
 */
final class CrashWorkspace {
    static final TaskAddress DEPLOY = TaskAddress.parse("s0:deploy");

    private static final int TASKS = 40;
    private static final int SERVICES = 4;
    private static final int WINDOW = 8;
    private static final int NEEDS = 2;

    private CrashWorkspace() {}

    /** Writes it into the empty directory {@code workspace}; the same for the same seed. */
    static void write(Path workspace, long seed) throws IOException {
        RandomGenerator random = new SplittableRandom(seed);
        StringBuilder[] definitions = new StringBuilder[SERVICES];
        for (int s = 0; s < SERVICES; s++) {
            Files.createDirectories(workspace.resolve("s" + s));
            definitions[s] = new StringBuilder("slipway: 1\nservice: s" + s + "\ntasks:\n");
        }
        for (int i = 0; i < TASKS; i++) {
            write(workspace.resolve(service(i) + "/n" + i + ".txt"), "source of task " + i + "\n");
            definitions[i % SERVICES].append(task(i, random));
        }
        definitions[0].append("  deploy:\n    kind: deploy\n    run: |\n      echo deploy >> ../../starts\n");
        definitions[0].append("      sleep 0.05\n    needs: [");
        for (int i = TASKS - WINDOW; i < TASKS; i++)
            definitions[0].append('"').append(address(i)).append("\", ");
        definitions[0].append("]\n");
        for (int s = 0; s < SERVICES; s++) {
            write(workspace.resolve("s" + s + "/slipway.yaml"), definitions[s].toString());
        }
        write(workspace.resolve("slipway-workspace.yaml"), "slipway: 1\n");
        write(workspace.resolve(".gitignore"), "*.out\n*.d/\n");
    }

    private static String task(int number, RandomGenerator random) {
        TreeSet<Integer> needs = new TreeSet<>();
        while (needs.size() < Math.min(NEEDS, number)) {
            needs.add(number - 1 - random.nextInt(Math.min(WINDOW, number)));
        }
        StringBuilder files = new StringBuilder("n" + number + ".txt");
        StringBuilder addresses = new StringBuilder();
        for (int need : needs) {
            files.append(" ../").append(service(need)).append("/n").append(need).append(".out");
            addresses.append('"').append(address(need)).append("\", ");
        }
        String name = "n" + number;
        boolean many = number % 4 == 0;
        String pause = "      sleep 0.0" + (10 + random.nextInt(40)) + "\n";
        StringBuilder text = new StringBuilder("  " + name + ":\n    run: |\n");
        text.append("      echo ").append(name).append(" >> ../../starts\n").append(pause);
        text.append("      cat ")
                .append(files)
                .append(" | cksum > ")
                .append(name)
                .append(".out\n");
        if (many)
            text.append("      mkdir -p ")
                    .append(name)
                    .append(".d\n      echo a > ")
                    .append(name)
                    .append(".d/a\n");
        text.append(pause).append("      echo end >> ").append(name).append(".out\n");
        if (many) text.append("      echo b > ").append(name).append(".d/b\n");
        text.append("    inputs: [")
                .append(name)
                .append(".txt]\n    outputs: [")
                .append(name)
                .append(".out");
        if (many) text.append(", \"").append(name).append(".d/**\"");
        text.append("]\n    needs: [").append(addresses).append("]\n");
        return text.toString();
    }

    /** The names of the tasks that started, one for each time, of the workspace that lies in {@code directory}. */
    static List<String> starts(Path directory) throws IOException {
        Path starts = directory.resolve("starts");
        return Files.exists(starts) ? Files.readAllLines(starts, StandardCharsets.UTF_8) : List.of();
    }

    private static String service(int task) {
        return "s" + task % SERVICES;
    }

    private static String address(int task) {
        return service(task) + ":n" + task;
    }

    private static void write(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardCharsets.UTF_8);
    }
}

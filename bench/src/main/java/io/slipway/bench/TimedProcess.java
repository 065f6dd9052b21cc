package io.slipway.bench;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A process that ran to its end. Immutable.
 *
 * @param wall from before it was started until it was seen to have ended
 * @param output all that it printed, on both streams
 */
record TimedProcess(List<String> command, int exitCode, Duration wall, String output) {
    /** Of what a failed process printed, this much is told. */
    private static final int TOLD_CHARACTERS = 4000;

    TimedProcess {
        command = List.copyOf(command);
    }

    /** Runs it in {@code directory} with these variables besides the caller's. */
    static TimedProcess run(Path directory, Map<String, String> variables, List<String> command)
            throws IOException, InterruptedException {
        File output = File.createTempFile("slipway-bench-", ".out");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectInput(new File("/dev/null"))
                    .redirectErrorStream(true)
                    .redirectOutput(output);
            builder.environment().putAll(variables);
            long start = System.nanoTime();
            int exitCode = builder.start().waitFor();
            Duration wall = Duration.ofNanos(System.nanoTime() - start);
            String text = new String(Files.readAllBytes(output.toPath()), StandardCharsets.UTF_8);
            return new TimedProcess(command, exitCode, wall, text);
        } finally {
            Files.delete(output.toPath());
        }
    }

    /** As {@link #run(Path, Map, List)}, and it must succeed. */
    static TimedProcess succeed(Path directory, String... command) throws IOException, InterruptedException {
        return run(directory, Map.of(), List.of(command)).succeeded();
    }

    /** A Java of its own that runs a class of the benches, started as the launcher starts Slipway. */
    static TimedProcess java(Path directory, Class<?> main, String... arguments)
            throws IOException, InterruptedException {
        return java(directory, List.of(), main, arguments);
    }

    /** The same with options for the JVM. */
    static TimedProcess java(Path directory, List<String> options, Class<?> main, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:-UsePerfData", "-Djna.platform.library.path=/usr/lib"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return run(directory, Map.of(), command).succeeded();
    }

    /** This one, unless it failed. */
    TimedProcess succeeded() {
        if (exitCode == 0) return this;
        String end = output.substring(Math.max(0, output.length() - TOLD_CHARACTERS));
        throw new BenchException(String.join(" ", command) + " ended with " + exitCode + ":\n" + end);
    }

    /** The last line that it printed. */
    String lastLine() {
        String stripped = output.stripTrailing();
        return stripped.substring(stripped.lastIndexOf('\n') + 1);
    }

    double seconds() {
        return wall.toNanos() / 1e9;
    }

    /** Whether a program of this name is on the path. */
    static boolean isInstalled(String program) {
        for (String directory : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
            if (Files.isExecutable(Path.of(directory, program))) return true;
        }
        return false;
    }
}

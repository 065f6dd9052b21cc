package io.slipway.cli;

import io.slipway.cli.view.Style;
import io.slipway.core.definition.ParameterValue;
import io.slipway.core.local.LocalEngine;
import io.slipway.core.local.LocalSettings;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * What the command line takes from its process, and nothing else is taken from anywhere. Immutable but for the manner, which
 * is set once.
 *
 * @param directory in which it was started, absolute
 * @param out what was asked for goes here
 * @param err progress, logs and problems go here
 * @param terminal whether a person watches {@code err}
 * @param outTerminal whether a person watches {@code out}
 * @param answers the next line that a person types, empty at the end; absent when nobody is there to be asked
 */
record Surroundings(
        Map<String, String> environment,
        Path directory,
        PrintStream out,
        PrintStream err,
        boolean terminal,
        boolean outTerminal,
        Optional<Supplier<String>> answers,
        InstantSource clock,
        LongSupplier nanos,
        RandomGenerator random,
        Interruption interruption,
        Manner manner) {
    private static final int BUFFER_BYTES = 1 << 13;

    /** Everything as the real process has it. Text is UTF-8 whatever the locale says: JSON must be. */
    static Surroundings ofThisProcess() {
        return new Surroundings(
                System.getenv(),
                Path.of("").toAbsolutePath(),
                stream(FileDescriptor.out),
                stream(FileDescriptor.err),
                isTerminal("/proc/self/fd/2"),
                isTerminal("/proc/self/fd/1"),
                typed(),
                Clock.systemUTC(),
                System::nanoTime,
                new SplittableRandom(),
                Interruption.ofThisProcess(),
                new Manner());
    }

    private static Optional<Supplier<String>> typed() {
        if (!isTerminal("/proc/self/fd/0") || !isTerminal("/proc/self/fd/2")) return Optional.empty();
        BufferedReader typed = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        return Optional.of(() -> {
            try {
                String line = typed.readLine();
                return line == null ? "" : line;
            } catch (IOException e) {
                return "";
            }
        });
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        BufferedOutputStream buffered = new BufferedOutputStream(new FileOutputStream(descriptor), BUFFER_BYTES);
        return new PrintStream(buffered, false, StandardCharsets.UTF_8);
    }

    /** Asks the kernel where there is /proc; elsewhere nothing is drawn over. */
    private static boolean isTerminal(String descriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of(descriptor)).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** The value of a variable, or nothing when it is not set. */
    String variable(String name) {
        return environment.getOrDefault(name, "");
    }

    /** For {@code err}. */
    Style style() {
        return Style.of(environment, terminal);
    }

    /** For {@code out}. */
    Style outStyle() {
        return Style.of(environment, outTerminal);
    }

    /** Whether the answer is to be JSON. */
    boolean isJson() {
        return manner.isJson();
    }

    /** Says what was done, or that all is well, where nothing else was asked: only to who wants to hear it. */
    void tell(String text) {
        if (!manner.isQuiet() || manner.isJson()) out.print(text);
    }

    /** Says that something makes the work slower but not wrong. */
    void warn(String message) {
        if (manner.isQuiet()) return;
        err.println(style().yellow("warning: ") + message);
    }

    /** {@code text} as a path from where the command was started. */
    Path resolve(String text) {
        return directory.resolve(text).normalize();
    }

    /** Where contents shared by all workspaces of this user are kept. */
    Path storeDirectory() {
        if (!variable("SLIPWAY_STORE").isEmpty()) return resolve(variable("SLIPWAY_STORE"));
        if (!variable("XDG_CACHE_HOME").isEmpty())
            return resolve(variable("XDG_CACHE_HOME")).resolve("slipway");
        String home = variable("HOME").isEmpty() ? System.getProperty("user.home", ".") : variable("HOME");
        return resolve(home).resolve(".cache").resolve("slipway");
    }

    /** The workspace that {@code startingPoint} lies in, for a question; a run shows its warnings itself. */
    LocalEngine open(Path startingPoint, Map<String, ParameterValue> parameters) {
        long begin = nanos.getAsLong();
        LocalEngine engine = LocalEngine.open(startingPoint, settings(parameters, this::warn));
        if (manner.isVerbose())
            err.println(style().faint("workspace " + engine.root() + ", store " + storeDirectory() + ", read in "
                    + Duration.ofNanos(nanos.getAsLong() - begin).toMillis() + " ms"));
        return engine;
    }

    LocalSettings settings(Map<String, ParameterValue> parameters, Consumer<String> warnings) {
        String user = variable("USER").isEmpty() ? System.getProperty("user.name", "someone") : variable("USER");
        return new LocalSettings(storeDirectory(), environment, parameters, user, clock, nanos, random, warnings);
    }
}

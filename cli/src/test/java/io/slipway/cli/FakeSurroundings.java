package io.slipway.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** A process that exists only in a test: its own environment, directory and streams. */
final class FakeSurroundings {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, String> environment = new HashMap<>(Map.of("PATH", "/usr/local/bin:/usr/bin:/bin"));
    private Optional<String> typed = Optional.empty();
    private Path directory = Path.of("").toAbsolutePath();

    FakeSurroundings in(Path started) {
        this.directory = started;
        return this;
    }

    /** Somebody is there who answers every question with this. */
    FakeSurroundings answering(String line) {
        typed = Optional.of(line);
        return this;
    }

    FakeSurroundings with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Surroundings surroundings() {
        return new Surroundings(
                Map.copyOf(environment),
                directory,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                false,
                typed.map(line -> () -> line),
                Clock.systemUTC(),
                System::nanoTime,
                new SplittableRandom(7),
                Interruption.never(),
                new Manner());
    }

    /** Runs the command line and forgets what it printed the time before. */
    int slipway(String... args) {
        out.reset();
        err.reset();
        return Main.execute(args, surroundings());
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}

package io.slipway.core.pipeline;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;

/**
 * Where the value of a secret is to be had. The value itself is nowhere in a pipeline: it is fetched right before the command that
 * gets it starts, by whoever starts it. Immutable.
 */
public sealed interface SecretSource {
    /** In a few words, for messages: {@code the variable NPM_TOKEN}. Says nothing of the value. */
    String text();

    /** A variable of whoever asks for the run. */
    record Variable(String name) implements SecretSource {
        public Variable {
            if (name.isEmpty() || name.indexOf('=') >= 0)
                throw new IllegalArgumentException("name: " + name + " (expected: the name of a variable)");
        }

        @Override
        public String text() {
            return "the variable " + name;
        }
    }

    /**
     * All that is in a file, without the line break at its end.
     *
     * @param path relative to the workspace root, or absolute, or below the caller's home as {@code ~/name}
     */
    record File(String path) implements SecretSource {
        public File {
            if (path.isBlank() || path.indexOf('\0') >= 0)
                throw new IllegalArgumentException("path: '" + path + "' (expected: a file)");
        }

        @Override
        public String text() {
            return "the file " + path;
        }
    }

    /**
     * What a program prints, without the line break at its end. No shell reads it.
     *
     * @param argv the program and its arguments; it runs at the workspace root
     * @param timeout how long it may take
     */
    record Program(List<String> argv, Duration timeout) implements SecretSource {
        /** Who has to be asked for a password takes a while. */
        public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

        public Program {
            argv = List.copyOf(argv);
            requireNonNull(timeout, "timeout");
            if (argv.isEmpty() || argv.get(0).isBlank())
                throw new IllegalArgumentException("argv: " + argv + " (expected: a program and its arguments)");
            if (timeout.isNegative() || timeout.isZero())
                throw new IllegalArgumentException("timeout: " + timeout + " (expected: longer than nothing)");
        }

        @Override
        public String text() {
            return "the command `" + String.join(" ", argv) + "`";
        }
    }
}

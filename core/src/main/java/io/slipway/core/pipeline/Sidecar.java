package io.slipway.core.pipeline;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A program that runs beside the command of a task, such as the database of its tests: started before it, ended after it. Immutable.
 *
 * @param name unique in its task
 * @param directory where it runs, relative to the workspace root with {@code /}; empty for the root itself
 * @param env variables set for it in addition to those of the task
 * @param ports names of free ports that it is given; it, the sidecars after it and the task find each in {@link #variable}
 * @param ready how is seen that it can be used; as soon as it is started when absent
 * @param readyWithin how long that may take
 * @param grace how long it may take to end after TERM before it is killed
 */
public record Sidecar(
        String name,
        Command command,
        String directory,
        SortedMap<String, String> env,
        List<String> ports,
        Optional<Ready> ready,
        Duration readyWithin,
        Duration grace) {
    /** Long enough for a database that makes its files first. */
    public static final Duration DEFAULT_READY_WITHIN = Duration.ofMinutes(1);

    /** What container runtimes give. */
    public static final Duration DEFAULT_GRACE = Duration.ofSeconds(10);

    /** The highest number of a port. */
    public static final int LAST_PORT = 65_535;

    private static final String PREFIX = "SLIPWAY_PORT_";

    public Sidecar {
        requireNonNull(command, "command");
        requireNonNull(directory, "directory");
        env = Collections.unmodifiableSortedMap(new TreeMap<>(env));
        ports = List.copyOf(ports);
        requireNonNull(ready, "ready");
        requireNonNull(grace, "grace");
        if (!TaskAddress.isName(name))
            throw new IllegalArgumentException("name: " + name + " (expected: " + TaskAddress.NAME_RULE + ")");
        if (new HashSet<>(ports).size() < ports.size())
            throw new IllegalArgumentException("ports: " + ports + " (expected: each once)");
        if (readyWithin.isNegative() || readyWithin.isZero())
            throw new IllegalArgumentException("readyWithin: " + readyWithin + " (expected: longer than nothing)");
        if (grace.isNegative()) throw new IllegalArgumentException("grace: " + grace + " (expected: >= 0)");
    }

    /** The variable that has the number of the port of this name. */
    public static String variable(String port) {
        return PREFIX + port.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    /** How is seen that a sidecar can be used. */
    public sealed interface Ready {}

    /**
     * Somebody listens on a port of this machine.
     *
     * @param port the name of one that is given out, or a number
     */
    public record PortListens(String port) implements Ready {
        public PortListens {
            requireNonNull(port, "port");
        }
    }

    /**
     * A line of what it prints has this in it.
     *
     * @param pattern a regular expression of Java
     */
    public record LogSays(String pattern) implements Ready {
        public LogSays {
            requireNonNull(pattern, "pattern");
        }
    }

    /** A command, run again and again in the directory of the sidecar, ends with exit code 0. */
    public record CommandSucceeds(Command command) implements Ready {
        public CommandSucceeds {
            requireNonNull(command, "command");
        }
    }

    /**
     * There is such a file.
     *
     * @param path relative to the directory of the sidecar
     */
    public record FileExists(String path) implements Ready {
        public FileExists {
            requireNonNull(path, "path");
        }
    }
}

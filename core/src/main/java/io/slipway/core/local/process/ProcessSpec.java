package io.slipway.core.local.process;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What to run for one task: a program with its arguments, where, with which environment, and within which limits. Immutable.
 *
 * @param argv the program and its arguments. A name without a slash is looked up in the {@code PATH} of {@code environment}, a
 *     relative one in {@code workingDirectory}
 * @param environment the whole environment of the program: nothing is inherited, nothing is added
 * @param workingDirectory an existing directory
 * @param log the file that standard output and standard error are written to, in the order they are written; emptied first,
 *     as it is by a program that opens {@code /dev/stdout} or {@code /dev/stderr} anew to write (not to append). Its directory
 *     must exist
 * @param timeout wall time after which the task is ended; none if absent
 * @param memoryLimitBytes memory that all processes of the task together may hold; none if absent
 * @param grace how long the processes may take to end after TERM before they are killed
 * @param filter what the program prints goes through before it is in the log; when absent the program writes the log itself
 */
public record ProcessSpec(
        List<String> argv,
        SortedMap<String, String> environment,
        Path workingDirectory,
        Path log,
        Optional<Duration> timeout,
        OptionalLong memoryLimitBytes,
        Duration grace,
        Optional<LogFilter> filter) {

    /** Ten seconds: what container runtimes give, so that programs which clean up on TERM already manage it. */
    public static final Duration DEFAULT_GRACE = Duration.ofSeconds(10);

    public ProcessSpec {
        argv = List.copyOf(argv);
        environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
        requireNonNull(workingDirectory, "workingDirectory");
        requireNonNull(log, "log");
        requireNonNull(timeout, "timeout");
        requireNonNull(memoryLimitBytes, "memoryLimitBytes");
        requireNonNull(grace, "grace");
        requireNonNull(filter, "filter");
        if (argv.isEmpty() || argv.get(0).isEmpty()) {
            throw new IllegalArgumentException("argv: " + argv + " (expected: a program and its arguments)");
        }
        argv.forEach(argument -> requireNoNul("argv", argument));
        environment.forEach(ProcessSpec::requireVariable);
        timeout.ifPresent(limit -> {
            if (limit.isNegative() || limit.isZero()) {
                throw new IllegalArgumentException("timeout: " + limit + " (expected: > 0)");
            }
        });
        memoryLimitBytes.ifPresent(limit -> {
            if (limit <= 0) throw new IllegalArgumentException("memoryLimitBytes: " + limit + " (expected: > 0)");
        });
        if (grace.isNegative()) throw new IllegalArgumentException("grace: " + grace + " (expected: >= 0)");
    }

    /** A program without limits, with {@link #DEFAULT_GRACE}. */
    public static ProcessSpec of(List<String> argv, Map<String, String> environment, Path workingDirectory, Path log) {
        return new ProcessSpec(
                argv,
                new TreeMap<>(environment),
                workingDirectory,
                log,
                Optional.empty(),
                OptionalLong.empty(),
                DEFAULT_GRACE,
                Optional.empty());
    }

    public ProcessSpec withTimeout(Duration limit) {
        return with(Optional.of(limit), memoryLimitBytes, grace, filter);
    }

    public ProcessSpec withMemoryLimitBytes(long limit) {
        return with(timeout, OptionalLong.of(limit), grace, filter);
    }

    public ProcessSpec withGrace(Duration time) {
        return with(timeout, memoryLimitBytes, time, filter);
    }

    public ProcessSpec withFilter(LogFilter through) {
        return with(timeout, memoryLimitBytes, grace, Optional.of(through));
    }

    private ProcessSpec with(
            Optional<Duration> timeout, OptionalLong memoryLimitBytes, Duration grace, Optional<LogFilter> filter) {
        return new ProcessSpec(argv, environment, workingDirectory, log, timeout, memoryLimitBytes, grace, filter);
    }

    private static void requireVariable(String name, String value) {
        requireNoNul("environment", name);
        requireNoNul("environment", value);
        if (name.isEmpty() || name.indexOf('=') >= 0) {
            throw new IllegalArgumentException("environment: " + name + " (expected: a name without =)");
        }
    }

    /** The kernel ends a string at NUL: what follows would be lost without a word. */
    private static void requireNoNul(String what, String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    what + ": " + text.replace('\0', '\u2400') + " (expected: no NUL character)");
        }
    }
}

package io.slipway.core.local.sidecar;

import io.slipway.core.local.process.LogFilter;
import io.slipway.core.local.process.ProcessOutcome;
import io.slipway.core.local.process.ProcessSpec;
import io.slipway.core.local.process.RunningProcess;
import io.slipway.core.pipeline.Sidecar;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The sidecars of one attempt of a task: started in their order, each once the one before it can be used, and ended in the opposite
 * order. One that ends before the task does is a failure of the task.
 *
 * <p>{@link #start} and {@link #close} are for one thread, which they block; {@link #stop} and {@link #failure} may be called from any.
 */
public final class Sidecars implements AutoCloseable {
    private final Surroundings surroundings;
    private final List<Started> started = new ArrayList<>();
    private final List<Started> used = new ArrayList<>();
    private final List<FreePorts.Port> ports = new ArrayList<>();
    private final SortedMap<String, String> numbers = new TreeMap<>();
    private boolean closing;
    private @Nullable String failure;
    private Runnable whenOneFails = () -> {};

    public Sidecars(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /**
     * What sidecars need of what is around them.
     *
     * @param root that their directories are relative to
     * @param environment the variables of the task
     * @param logs the log of each, by its name and an ending
     * @param filter what logs go through, if anything
     * @param waiters a thread for each of them while it runs
     */
    public record Surroundings(
            Path root,
            Map<String, String> environment,
            Logs logs,
            Optional<LogFilter> filter,
            Beginning beginning,
            FreePorts freePorts,
            Executor waiters,
            Clock clock) {}

    /** Where logs lie. */
    @FunctionalInterface
    public interface Logs {
        /**
         * @param check whether it is that of the command that tells whether it can be used
         */
        Path of(String sidecar, boolean check);
    }

    /** Elapsed time, and how it passes. */
    public record Clock(LongSupplier nanos, Wait waiting) {}

    private record Started(Sidecar sidecar, RunningProcess process, CompletableFuture<ProcessOutcome> over) {}

    /** Starts all of them and returns when all can be used, or one has failed. Whether all can be used. */
    public boolean start(List<Sidecar> sidecars) {
        try {
            for (Sidecar sidecar : sidecars) takePorts(sidecar);
        } catch (IOException e) {
            fail("its sidecars get no ports: " + e.getMessage());
            return false;
        }
        for (Sidecar sidecar : sidecars) if (isStopped() || !start(sidecar)) return false;
        return true;
    }

    private void takePorts(Sidecar sidecar) throws IOException {
        for (String name : sidecar.ports()) {
            FreePorts.Port port = surroundings.freePorts().take();
            ports.add(port);
            numbers.put(Sidecar.variable(name), String.valueOf(port.number()));
        }
    }

    /** The numbers of all ports, by variable. */
    public SortedMap<String, String> variables() {
        return new TreeMap<>(numbers);
    }

    private boolean start(Sidecar sidecar) {
        Optional<LogWatch> watch = sidecar.ready()
                .filter(Sidecar.LogSays.class::isInstance)
                .map(says -> new LogWatch(Pattern.compile(((Sidecar.LogSays) says).pattern())));
        Path log = surroundings.logs().of(sidecar.name(), false);
        ProcessSpec spec = spec(sidecar, sidecar.command().argv(), log).withGrace(sidecar.grace());
        Optional<LogFilter> filter = surroundings.filter();
        if (watch.isPresent())
            filter = Optional.of(filter.map(watch.get()::then).orElse(watch.get()));
        if (filter.isPresent()) spec = spec.withFilter(filter.get());
        CompletableFuture<ProcessOutcome> over = new CompletableFuture<>();
        // Made before the start: a file that is there already tells nothing.
        ReadyCheck check = watch.map(ReadyCheck.class::cast).orElseGet(() -> check(sidecar, over));
        Started begun = begin(sidecar, spec, over);
        ReadyWait.End end = new ReadyWait(
                        surroundings.clock().nanos(), surroundings.clock().waiting())
                .until(check, over, sidecar.readyWithin());
        switch (end) {
            case READY -> watch(begun);
            case OVER -> fail(whyOver(begun, "before it was ready"));
            case LATE ->
                fail("sidecar `" + sidecar.name() + "` was not ready within " + text(sidecar.readyWithin()) + ": "
                        + check.lacking() + LogEnd.quoted(log) + "; mend it, or raise the `timeout` of its `ready`");
        }
        return end == ReadyWait.End.READY;
    }

    private Started begin(Sidecar sidecar, ProcessSpec spec, CompletableFuture<ProcessOutcome> over) {
        RunningProcess process = surroundings.beginning().start(spec);
        Started begun = new Started(sidecar, process, over);
        synchronized (this) {
            started.add(begun);
            if (closing) process.terminate();
        }
        boolean neverRan = process.identity().isEmpty();
        if (neverRan) over.complete(process.await()); // known now: the command must not start beside nothing
        surroundings.waiters().execute(() -> {
            over.complete(process.await());
            failIfUsed(begun);
        });
        return begun;
    }

    /** From now on its end is a failure, also if it has come. */
    private void watch(Started one) {
        synchronized (this) {
            used.add(one);
        }
        if (one.over().isDone()) failIfUsed(one);
    }

    private void failIfUsed(Started one) {
        synchronized (this) {
            if (!used.contains(one)) return;
        }
        fail(whyOver(one, "while the task ran"));
    }

    private ProcessSpec spec(Sidecar sidecar, List<String> argv, Path log) {
        TreeMap<String, String> environment = new TreeMap<>(surroundings.environment());
        environment.putAll(sidecar.env());
        environment.putAll(numbers);
        return ProcessSpec.of(argv, environment, surroundings.root().resolve(sidecar.directory()), log);
    }

    private ReadyCheck check(Sidecar sidecar, CompletableFuture<?> over) {
        Optional<Sidecar.Ready> ready = sidecar.ready();
        if (ready.isEmpty()) return new Checks.Started();
        if (ready.get() instanceof Sidecar.PortListens port) return new Checks.Listening(number(port.port()));
        if (ready.get() instanceof Sidecar.FileExists file) {
            Path directory = surroundings.root().resolve(sidecar.directory());
            return Checks.Existing.anew(directory.resolve(file.path()));
        }
        Sidecar.CommandSucceeds command = (Sidecar.CommandSucceeds) ready.get();
        ProcessSpec spec = spec(
                        sidecar, command.command().argv(), surroundings.logs().of(sidecar.name(), true))
                .withTimeout(sidecar.readyWithin())
                .withGrace(Duration.ZERO);
        if (surroundings.filter().isPresent())
            spec = spec.withFilter(surroundings.filter().get());
        return new Checks.Succeeding(command.command().text(), spec, surroundings.beginning(), over);
    }

    private int number(String port) {
        String given = numbers.get(Sidecar.variable(port));
        return Integer.parseInt(given == null ? port : given);
    }

    private String whyOver(Started one, String when) {
        ProcessOutcome outcome = one.over().getNow(new ProcessOutcome.CouldNotStart("it is still running"));
        if (outcome instanceof ProcessOutcome.CouldNotStart)
            return "sidecar `" + one.sidecar().name() + "` " + outcome.describe();
        Path log = surroundings.logs().of(one.sidecar().name(), false);
        String how = outcome.succeeded() ? "ended by itself" : outcome.describe();
        int advice = how.lastIndexOf(';');
        return "sidecar `" + one.sidecar().name() + "` " + (advice < 0 ? how : how.substring(0, advice)) + " " + when
                + LogEnd.quoted(log) + "; read " + log;
    }

    private static String text(Duration duration) {
        return duration.toString().substring(2).toLowerCase(Locale.ROOT);
    }

    private void fail(String why) {
        Runnable told;
        synchronized (this) {
            if (closing || failure != null) return;
            failure = why;
            told = whenOneFails;
        }
        told.run();
    }

    /** Called when one of them ends while the task runs, at once if one has by now. */
    public void whenOneFails(Runnable action) {
        boolean late;
        synchronized (this) {
            whenOneFails = action;
            late = failure != null;
        }
        if (late) action.run();
    }

    /** Which of them failed and why; nothing as long as all is well, or when all are being ended. */
    public synchronized Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    private synchronized boolean isStopped() {
        return closing;
    }

    /** Ends them all at once, of which none is a failure. {@link #start} returns. */
    public synchronized void stop() {
        closing = true;
        for (Started each : started) each.process().terminate();
    }

    /** Ends them, the last first, and waits for each. */
    @Override
    public void close() {
        List<Started> all;
        synchronized (this) {
            closing = true;
            all = new ArrayList<>(started);
        }
        for (int i = all.size() - 1; i >= 0; i--) {
            all.get(i).process().terminate();
            all.get(i).over().join();
        }
        for (FreePorts.Port port : ports) port.close();
    }
}

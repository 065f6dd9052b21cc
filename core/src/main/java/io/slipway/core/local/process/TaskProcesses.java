package io.slipway.core.local.process;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;

/**
 * Starts the programs of tasks on this machine, holds them to their limits and ends them with everything they started.
 *
 * <p>A task's processes are its <em>tree</em>: the main process, which leads a session of its own, and all descendants, those that
 * started sessions of their own too. When the main process has ended, what it left in the background is ended (TERM, after the
 * grace period KILL); only then is the task over. The same happens on a timeout and on {@link RunningProcess#terminate}; a memory
 * excess kills at once.
 *
 * <p>On Linux with glibc 2.29 or newer this is done natively (a start costs a fraction of a millisecond), and <b>the JVM becomes the
 * subreaper of what it starts</b>: processes whose parents end become its children, even ones that other code of this JVM started.
 * Elsewhere {@link ProcessBuilder} is used: there a process that left the session or whose parent has ended may escape, and off
 * Linux no memory limit is held.
 *
 * <p>Memory limits are held by a cgroup (version 2) of the task's own where Slipway may make one with the memory controller, else by
 * looking at the resident sets of all processes of the tree every 20 to 100 ms.
 *
 * <p>Thread-safe. No thread is made here (the native library has one of its own, which sleeps): timeouts, kills and looks at memory run on the scheduler, each for some milliseconds at
 * most; a program's end is waited for in the thread that calls {@link RunningProcess#await}.
 */
public final class TaskProcesses {

    private final ChildFactory children;
    private final Optional<MemoryCgroups> cgroups;
    private final ScheduledExecutorService scheduler;
    private final LongSupplier nanoTime;
    private final Executor pumps;
    private final ProcessWatch watch;

    TaskProcesses(
            ChildFactory children,
            Optional<MemoryCgroups> cgroups,
            ScheduledExecutorService scheduler,
            LongSupplier nanoTime,
            Executor pumps) {
        this.children = children;
        this.cgroups = cgroups;
        this.scheduler = scheduler;
        this.nanoTime = nanoTime;
        this.pumps = pumps;
        this.watch = new ProcessWatch(scheduler, nanoTime);
    }

    /**
     * The best that this machine offers. The first call in a JVM loads a native library, about a tenth of a second: make it beside
     * other work, and not at all if there is nothing to run.
     *
     * @param scheduler one thread is enough
     * @param nanoTime the same kind of time as {@link System#nanoTime}
     * @param pumps a thread at once for each program whose log has a filter, until the program ends
     */
    public static TaskProcesses onThisMachine(
            ScheduledExecutorService scheduler, LongSupplier nanoTime, Executor pumps) {
        requireNonNull(scheduler, "scheduler");
        requireNonNull(nanoTime, "nanoTime");
        requireNonNull(pumps, "pumps");
        return new TaskProcesses(bestChildFactory(), MemoryCgroups.ofThisMachine(), scheduler, nanoTime, pumps);
    }

    private static ChildFactory bestChildFactory() {
        if (!System.getProperty("os.name").equals("Linux")) return new BuilderChildFactory();
        try {
            return Lineage.ofThisJvm();
        } catch (LinkageError cannotBeNative) {
            // Another C library, an old one, or nowhere to unpack the native library to.
            return new BuilderChildFactory();
        }
    }

    /**
     * Starts a program. It is running when this returns, or {@link RunningProcess#await} returns at once with {@link
     * ProcessOutcome.CouldNotStart}. Whoever starts it has to await it.
     */
    public RunningProcess start(ProcessSpec spec) {
        requireNonNull(spec, "spec");
        long startedNanos = nanoTime.getAsLong();
        Child child;
        Optional<LogPump> pump;
        try {
            Optional<OutputStream> log = openLog(spec);
            child = start(spec, log);
            pump = child.output().map(output -> new LogPump(output, log.orElseThrow()));
        } catch (StartFailed failure) {
            return new NeverStarted(failure.outcome());
        }
        pump.ifPresent(pumps::execute);
        StartedProcess process = new StartedProcess(
                spec, child, pump, cgroupFor(spec, child), scheduler, nanoTime, startedNanos, watch::remove);
        watch.add(process);
        process.armTimeout();
        return process;
    }

    private static Optional<OutputStream> openLog(ProcessSpec spec) throws StartFailed {
        if (spec.filter().isEmpty()) return Optional.empty();
        try {
            return Optional.of(LogPump.open(spec.log(), spec.filter().get()));
        } catch (IOException e) {
            throw new StartFailed("cannot write its log " + spec.log() + "; make the directory writable for you");
        }
    }

    private Child start(ProcessSpec spec, Optional<OutputStream> log) throws StartFailed {
        try {
            return children.start(spec);
        } catch (StartFailed failure) {
            if (log.isPresent()) close(log.get());
            throw failure;
        }
    }

    private static void close(OutputStream log) {
        try {
            log.close();
        } catch (IOException e) {
            return; // nothing was written to it
        }
    }

    private Optional<MemoryCgroup> cgroupFor(ProcessSpec spec, Child child) {
        if (spec.memoryLimitBytes().isEmpty()) return Optional.empty();
        return cgroups.flatMap(
                groups -> groups.hold(child.identity(), spec.memoryLimitBytes().getAsLong()));
    }
}

package io.slipway.core.local.process;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The life of one started program: running, then perhaps ending (TERM sent, grace period running), then perhaps killing, then
 * collected. One thread, the first in {@link #await}, collects; any thread may begin the end.
 *
 * <p>Invariants, under this object's lock: the first cause stands; a signal is sent only before the tree is collected, so that it
 * cannot reach processes that got the same ids later.
 */
final class StartedProcess implements RunningProcess {

    private enum Phase {
        RUNNING,
        ENDING,
        KILLING,
        COLLECTED
    }

    /** Makes the outcome of a task that was ended. */
    private interface Cause {
        ProcessOutcome outcome(ResourceUsage usage);
    }

    private final ProcessSpec spec;
    private final Child child;
    private final Optional<LogPump> pump;
    private final Optional<MemoryCgroup> cgroup;
    private final ScheduledExecutorService scheduler;
    private final LongSupplier nanoTime;
    private final long startedNanos;
    private final Consumer<StartedProcess> whenCollected;
    private final AtomicBoolean collecting = new AtomicBoolean();
    private final CompletableFuture<ProcessOutcome> outcome = new CompletableFuture<>();

    private Phase phase = Phase.RUNNING;
    private boolean hasAskedAgain;
    private @Nullable Cause cause;
    private @Nullable Future<?> timeout;
    private @Nullable Future<?> kill;

    private long peakResidentBytes;
    private long mostCpuTicks;

    StartedProcess(
            ProcessSpec spec,
            Child child,
            Optional<LogPump> pump,
            Optional<MemoryCgroup> cgroup,
            ScheduledExecutorService scheduler,
            LongSupplier nanoTime,
            long startedNanos,
            Consumer<StartedProcess> whenCollected) {
        this.spec = spec;
        this.child = child;
        this.pump = pump;
        this.cgroup = cgroup;
        this.scheduler = scheduler;
        this.nanoTime = nanoTime;
        this.startedNanos = startedNanos;
        this.whenCollected = whenCollected;
    }

    /** To be called once, right after the start. */
    synchronized void armTimeout() {
        spec.timeout()
                .ifPresent(limit -> timeout = scheduler.schedule(
                        () -> begin(usage -> new ProcessOutcome.TimedOut(limit, usage), spec.grace()),
                        nanosOf(limit),
                        TimeUnit.NANOSECONDS));
    }

    @Override
    public Optional<ProcessIdentity> identity() {
        return Optional.of(child.identity());
    }

    @Override
    public void terminate() {
        begin(ProcessOutcome.Terminated::new, spec.grace());
    }

    @Override
    public ProcessOutcome await() {
        if (!collecting.compareAndSet(false, true)) return outcome.join();
        try {
            outcome.complete(collect());
        } catch (Throwable failure) {
            outcome.completeExceptionally(failure);
            throw failure;
        } finally {
            whenCollected.accept(this);
        }
        return outcome.join();
    }

    private ProcessOutcome collect() {
        child.awaitMainExit();
        Duration wall = Duration.ofNanos(nanoTime.getAsLong() - startedNanos);
        Optional<Child.Ending> ending = collectIfAlone();
        while (ending.isEmpty()) {
            endLeftovers();
            child.awaitLeftover();
            ending = collectIfAlone();
        }
        pump.ifPresent(LogPump::await);
        ProcessOutcome result = outcome(ending.get(), wall);
        cgroup.ifPresent(MemoryCgroup::remove);
        return result;
    }

    private synchronized Optional<Child.Ending> collectIfAlone() {
        Optional<Child.Ending> ending = child.collectIfAlone();
        if (ending.isPresent()) {
            phase = Phase.COLLECTED;
            if (timeout != null) timeout.cancel(false);
            if (kill != null) kill.cancel(false);
        }
        return ending;
    }

    /** The task is over, so what it started in the background is too. */
    private synchronized void endLeftovers() {
        switch (phase) {
            case RUNNING -> endWithin(spec.grace());
            case ENDING -> {
                // A shell's child that has not yet become its program takes TERM for the shell's trap, and loses it.
                if (!hasAskedAgain) child.askAgain();
                hasAskedAgain = true;
                child.signalTree(Signal.TERM);
            }
            // Something was started just when the rest was killed.
            case KILLING -> kill();
            case COLLECTED -> throw new IllegalStateException("collected twice");
        }
    }

    private synchronized void begin(Cause why, Duration grace) {
        if (phase != Phase.RUNNING) return;
        // It was quicker: how it ended is how it ended.
        if (!child.mainHasExited()) cause = why;
        endWithin(grace);
    }

    private void endWithin(Duration grace) {
        if (grace.isZero()) {
            kill();
            return;
        }
        phase = Phase.ENDING;
        child.signalTree(Signal.TERM);
        try {
            kill = scheduler.schedule(this::kill, nanosOf(grace), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException schedulerIsClosed) {
            // Nobody would be there to kill it later.
            kill();
        }
    }

    private synchronized void kill() {
        if (phase == Phase.COLLECTED) return;
        phase = Phase.KILLING;
        cgroup.ifPresent(MemoryCgroup::kill);
        child.signalTree(Signal.KILL);
    }

    /**
     * Sizes up the task's processes, and kills them if they hold too much.
     *
     * @return the memory that the task may still take; {@link Long#MAX_VALUE} if nobody needs to watch it closely
     */
    synchronized long look(ProcessTable table) {
        if (phase == Phase.COLLECTED) return Long.MAX_VALUE;
        Child.Sighting sighting = child.look(table);
        long resident = sighting.residentBytes();
        peakResidentBytes = Math.max(peakResidentBytes, resident);
        mostCpuTicks = Math.max(mostCpuTicks, sighting.cpuTicks());
        if (phase == Phase.KILLING
                || cgroup.isPresent()
                || spec.memoryLimitBytes().isEmpty()) return Long.MAX_VALUE;

        long limit = spec.memoryLimitBytes().getAsLong();
        if (resident <= limit) return limit - resident;
        // Only a suspicion: shared pages are in the sum once per process. This is dearer, so it is asked second.
        long held = ProportionalMemory.of(sighting.processes());
        if (held > limit) {
            begin(usage -> new ProcessOutcome.MemoryExceeded(limit, held, usage), Duration.ZERO);
            // Without grace, even if some was given: it could take the whole machine's memory meanwhile.
            if (phase == Phase.ENDING) kill();
        }
        return Math.max(0, limit - held);
    }

    private synchronized ProcessOutcome outcome(Child.Ending ending, Duration wall) {
        ResourceUsage usage = usage(ending, wall);
        Optional<ProcessOutcome> exceeded = cgroup.filter(MemoryCgroup::hasKilled)
                .map(group -> new ProcessOutcome.MemoryExceeded(
                        group.limitBytes(), group.peakBytes().orElse(group.limitBytes()), usage));
        if (exceeded.isPresent()) return exceeded.get();
        if (cause != null) return cause.outcome(usage);
        return ending.signalled()
                ? new ProcessOutcome.Signalled(ending.code(), usage)
                : new ProcessOutcome.Exited(ending.code(), usage);
    }

    private ResourceUsage usage(Child.Ending ending, Duration wall) {
        long peak = Math.max(peakResidentBytes, ending.largestResidentBytes().orElse(0));
        OptionalLong seen = peak == 0 ? OptionalLong.empty() : OptionalLong.of(peak);
        OptionalLong ofCgroup = cgroup.map(MemoryCgroup::peakBytes).orElse(OptionalLong.empty());
        Optional<Duration> sampledCpu =
                mostCpuTicks == 0 ? Optional.empty() : Optional.of(Duration.ofMillis(mostCpuTicks * 10));
        return new ResourceUsage(
                wall,
                ending.cpuNanos().isPresent()
                        ? Optional.of(Duration.ofNanos(ending.cpuNanos().getAsLong()))
                        : sampledCpu,
                ofCgroup.isPresent() ? ofCgroup : seen,
                ending.bytesRead(),
                ending.bytesWritten());
    }

    /** A limit of centuries is none. */
    private static long nanosOf(Duration duration) {
        return duration.compareTo(Duration.ofNanos(Long.MAX_VALUE)) > 0 ? Long.MAX_VALUE : duration.toNanos();
    }
}

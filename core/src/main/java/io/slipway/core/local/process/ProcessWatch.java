package io.slipway.core.local.process;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * Looks at the processes of all running tasks, again and again while there are any: one look at the table of processes serves
 * every task. A task with a memory limit is looked at the sooner the nearer it is to its limit, as if it could take one gibibyte in
 * a second: every 20 to 100 ms; else every 250 ms. In any case at most a twentieth of one CPU goes into looking, so on a
 * machine with thousands of processes the looks are rarer. What a task takes between two looks is not seen: it can exceed
 * its limit for that long.
 */
final class ProcessWatch {

    private static final long NEAREST_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long FARTHEST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long UNLIMITED_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    /** One nanosecond per byte is about the rate at which one CPU can fill memory that it first has to get. */
    private static final long NANOS_PER_BYTE = 1;

    private static final long REST_PER_COST = 20;

    private final ScheduledExecutorService scheduler;
    private final LongSupplier nanoTime;
    private final Set<StartedProcess> watched = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean looking = new AtomicBoolean();

    ProcessWatch(ScheduledExecutorService scheduler, LongSupplier nanoTime) {
        this.scheduler = scheduler;
        this.nanoTime = nanoTime;
    }

    void add(StartedProcess process) {
        watched.add(process);
        if (looking.compareAndSet(false, true)) lookAfter(NEAREST_NANOS);
    }

    void remove(StartedProcess process) {
        watched.remove(process);
    }

    private void look() {
        if (watched.isEmpty()) {
            looking.set(false);
            // One that came between the two lines above found somebody looking.
            if (watched.isEmpty() || !looking.compareAndSet(false, true)) return;
        }
        long begun = nanoTime.getAsLong();
        long headroom = Long.MAX_VALUE;
        try {
            ProcessTable table = ProcessTable.now();
            for (StartedProcess process : watched) headroom = Math.min(headroom, process.look(table));
        } finally {
            lookAfter(pause(headroom, nanoTime.getAsLong() - begun));
        }
    }

    static long pause(long headroomBytes, long costNanos) {
        long wanted = headroomBytes == Long.MAX_VALUE
                ? UNLIMITED_NANOS
                : Math.max(NEAREST_NANOS, Math.min(FARTHEST_NANOS, headroomBytes * NANOS_PER_BYTE));
        return Math.max(wanted, costNanos * REST_PER_COST);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a look is never taken back, and catches what it throws
    private void lookAfter(long nanos) {
        try {
            Future<?> unused = scheduler.schedule(this::look, nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException slipwayIsEnding) {
            looking.set(false);
        }
    }
}

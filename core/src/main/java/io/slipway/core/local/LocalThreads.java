package io.slipway.core.local;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** The threads of a local engine: daemons, started when first needed. Thread-safe. */
final class LocalThreads implements AutoCloseable {
    static final int CPUS = Runtime.getRuntime().availableProcessors();

    private final ExecutorService lookUps = Executors.newFixedThreadPool(CPUS, named("slipway-look-up"));
    private final ExecutorService tasks = Executors.newCachedThreadPool(named("slipway-task"));
    private final ScheduledExecutorService forecasts =
            Executors.newSingleThreadScheduledExecutor(named("slipway-forecast"));
    private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor(named("slipway-timer"));

    /** For what nobody waits for, some time from now; one thread. Does nothing when all is being closed. */
    void forecast(long nanosFromNow, Runnable work) {
        try {
            Future<?> unused = forecasts.schedule(work, nanosFromNow, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            return; // closed
        }
    }

    /** For work that computes or waits for the disk; as many threads as processors. */
    ExecutorService lookUps() {
        return lookUps;
    }

    /** For waiting until processes end; as many threads as tasks are in flight. */
    ExecutorService tasks() {
        return tasks;
    }

    /** For what happens at a time. */
    ScheduledExecutorService timers() {
        return timers;
    }

    @Override
    public void close() {
        lookUps.shutdownNow();
        tasks.shutdownNow();
        timers.shutdownNow();
        forecasts.shutdownNow();
    }

    private static ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}

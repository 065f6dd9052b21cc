package io.slipway.core.local.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** A scheduler whose time is a test's word: what was put off by so long runs when the test says that so long has passed. */
final class ManualScheduler extends AbstractExecutorService implements ScheduledExecutorService {

    private final List<Later> later = new ArrayList<>();
    private boolean closed;

    /** Waits until something has been put off by exactly {@code delay}, and runs it in this thread. */
    void pass(Duration delay) {
        take(delay).run();
    }

    private synchronized Later take(Duration delay) {
        while (true) {
            for (Later task : later) {
                if (task.delayNanos != delay.toNanos() || task.isCancelled()) continue;
                later.remove(task);
                return task;
            }
            try {
                wait();
            } catch (InterruptedException testTimedOut) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("nothing was put off by " + delay, testTimedOut);
            }
        }
    }

    @Override
    public synchronized ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        if (closed) throw new RejectedExecutionException("closed");
        Later task = new Later(command, unit.toNanos(delay));
        later.add(task);
        notifyAll();
        return task;
    }

    @Override
    public synchronized void shutdown() {
        closed = true;
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long initial, long period, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long initial, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void execute(Runnable command) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Runnable> shutdownNow() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isShutdown() {
        return closed;
    }

    @Override
    public boolean isTerminated() {
        return closed;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return closed;
    }

    private static final class Later extends FutureTask<Void> implements ScheduledFuture<Void> {
        private final long delayNanos;

        Later(Runnable command, long delayNanos) {
            super(command, null);
            this.delayNanos = delayNanos;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(delayNanos, TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }
}

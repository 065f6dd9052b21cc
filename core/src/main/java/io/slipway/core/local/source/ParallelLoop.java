package io.slipway.core.local.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A loop whose steps any thread may take. The caller takes steps too, so the loop ends even when the executor never
 * finds a thread for it.
 */
abstract class ParallelLoop implements Runnable {
    private final int steps;
    private final AtomicInteger next = new AtomicInteger();
    private int working;
    private @Nullable Throwable failure;

    ParallelLoop(int steps) {
        this.steps = steps;
    }

    /** One step of the loop; each number from 0 up to the number of steps is taken once. */
    abstract void step(int number) throws IOException;

    /**
     * Takes all steps, with the help of at most {@code helpers} threads of {@code executor}.
     *
     * @throws IOException or what else the first failing step threw; the steps after it are not taken
     */
    final void runWith(Executor executor, int helpers) throws IOException {
        int useful = Math.min(helpers, steps - 1);
        for (int i = 0; i < useful; i++) {
            try {
                executor.execute(this);
            } catch (RejectedExecutionException e) {
                break;
            }
        }
        run();
        rethrow(awaitOthers());
    }

    @Override
    public final void run() {
        enter();
        try {
            for (int i = next.getAndIncrement(); i < steps; i = next.getAndIncrement()) step(i);
        } catch (Throwable e) {
            fail(e);
        } finally {
            leave();
        }
    }

    private synchronized void enter() {
        working++;
    }

    private synchronized void leave() {
        working--;
        notifyAll();
    }

    private synchronized void fail(Throwable e) {
        if (failure == null) failure = e;
        next.set(steps);
    }

    private synchronized @Nullable Throwable awaitOthers() {
        boolean interrupted = false;
        while (working > 0) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
                next.set(steps);
                if (failure == null) failure = new IOException("interrupted");
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
        return failure;
    }

    private static void rethrow(@Nullable Throwable failure) throws IOException {
        if (failure == null) return;
        if (failure instanceof IOException e) throw e;
        if (failure instanceof UncheckedIOException e) throw e;
        if (failure instanceof RuntimeException e) throw e;
        if (failure instanceof Error e) throw e;
        throw new IllegalStateException(failure);
    }
}

package io.slipway.jenkins.run;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;

/** Has things done one after the other, in the order they were given, by threads that do other things too. Thread-safe. */
final class InOrder implements Executor {
    private final Executor threads;
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private boolean isBusy;

    InOrder(Executor threads) {
        this.threads = threads;
    }

    @Override
    public void execute(Runnable next) {
        synchronized (waiting) {
            waiting.add(next);
            if (isBusy) return;
            isBusy = true;
        }
        threads.execute(this::drain);
    }

    private void drain() {
        while (true) {
            Runnable next;
            synchronized (waiting) {
                next = waiting.poll();
                if (next == null) {
                    isBusy = false;
                    return;
                }
            }
            try {
                next.run();
            } catch (RuntimeException | Error e) {
                threads.execute(this::drain); // what comes after it is not to wait for ever
                throw e;
            }
        }
    }
}

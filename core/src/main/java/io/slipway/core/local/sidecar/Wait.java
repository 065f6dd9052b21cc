package io.slipway.core.local.sidecar;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** How time passes while nothing is to be done. Thread-safe. */
@FunctionalInterface
public interface Wait {
    /** By the clock of this machine. */
    Wait REAL = (sooner, nanos) -> {
        try {
            sooner.get(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            return; // who waited looks for himself
        }
    };

    /** Returns when {@code sooner} is done or so much time has passed. */
    void until(CompletableFuture<?> sooner, long nanos);
}

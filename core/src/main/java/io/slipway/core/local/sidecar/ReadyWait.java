package io.slipway.core.local.sidecar;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * Waits until a sidecar can be used, is over, or had time enough. Where nobody tells when to look, it looks after 5 ms, and then
 * after twice as long each time, up to half a second: what starts at once is used at once, what takes long is not disturbed.
 * Thread-safe.
 */
final class ReadyWait {
    private static final long FIRST_PAUSE_NANOS = Duration.ofMillis(5).toNanos();
    private static final long LONGEST_PAUSE_NANOS = Duration.ofMillis(500).toNanos();

    private final LongSupplier nanoTime;
    private final Wait wait;

    ReadyWait(LongSupplier nanoTime, Wait wait) {
        this.nanoTime = nanoTime;
        this.wait = wait;
    }

    /** How waiting ended. */
    enum End {
        READY,
        OVER,
        LATE
    }

    /**
     * @param over done when the sidecar has ended
     */
    End until(ReadyCheck check, CompletableFuture<?> over, Duration within) {
        long begunNanos = nanoTime.getAsLong();
        long pauseNanos = FIRST_PAUSE_NANOS;
        CompletableFuture<?> sooner = CompletableFuture.anyOf(over, check.signal());
        while (true) {
            if (over.isDone()) return End.OVER;
            if (check.isReady()) return over.isDone() ? End.OVER : End.READY;
            long left = within.toNanos() - (nanoTime.getAsLong() - begunNanos);
            if (left <= 0) return End.LATE;
            wait.until(sooner, check.tells() ? left : Math.min(pauseNanos, left));
            pauseNanos = Math.min(pauseNanos * 2, LONGEST_PAUSE_NANOS);
        }
    }
}

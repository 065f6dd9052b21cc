package io.slipway.core.local;

import org.jspecify.annotations.Nullable;

/** Keeps the first thing that should never happen in a run, so that the run ends and says it. Thread-safe. */
final class LocalFaults {
    private @Nullable Throwable first;
    private Runnable onFirst = () -> {};

    /** Called once, when the first fault comes; at once when it has come already. */
    synchronized void onFirst(Runnable reaction) {
        onFirst = reaction;
        if (first != null) reaction.run();
    }

    /**
     * @param fault null when all went well after all
     */
    synchronized void accept(@Nullable Throwable fault) {
        if (fault == null) return;
        if (first != null) {
            if (first != fault) first.addSuppressed(fault);
            return;
        }
        first = fault;
        onFirst.run();
    }

    /** Throws the first fault, if one came. */
    synchronized void rethrow() {
        if (first instanceof RuntimeException fault) throw fault;
        if (first instanceof Error fault) throw fault;
        if (first != null) throw new IllegalStateException(first);
    }
}

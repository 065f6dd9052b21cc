package io.slipway.core.local.sidecar;

import java.util.concurrent.CompletableFuture;

/** Tells whether a sidecar can be used. Confined to one thread, but for {@link #signal}. */
interface ReadyCheck {
    boolean isReady();

    /** What it waits for, for messages: {@code nobody listens on port 20123}. */
    String lacking();

    /** Done as soon as it is worth asking again; absent, as one that never is, when nobody tells. */
    default CompletableFuture<?> signal() {
        return new CompletableFuture<>();
    }

    /** Whether {@link #signal} tells, so that nobody has to ask before. */
    default boolean tells() {
        return false;
    }
}

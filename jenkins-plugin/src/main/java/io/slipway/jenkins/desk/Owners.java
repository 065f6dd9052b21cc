package io.slipway.jenkins.desk;

/** Knows which builds there are. Thread-safe; answers from memory or a quick look. */
@FunctionalInterface
public interface Owners {
    /**
     * Whether the build has begun and not ended: while it lives, so may what it holds. True while that cannot be told yet,
     * because builds are still being loaded.
     */
    boolean isAlive(String owner);
}

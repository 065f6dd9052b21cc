package io.slipway.core.cache;

import java.util.Optional;

/**
 * Remembers results by key. A damaged or torn entry is set aside and is a miss.
 *
 * <p>Thread-safe, and safe for several processes on one cache. Throws
 * {@link io.slipway.core.content.ContentStoreException} when the store itself cannot be used; callers treat that as a
 * miss.
 */
public interface ActionCache {
    /** The result kept under {@code key}; its contents are promised only as far as the content store still has them. */
    Optional<ActionResult> find(ActionKey key);

    /** Keeps {@code result}; the contents it names are stored already. The last of several for one key stays. */
    void put(ActionKey key, ActionResult result);

    /** Forgets what is kept under {@code key}, because its contents turned out to be gone or damaged. */
    void remove(ActionKey key);
}

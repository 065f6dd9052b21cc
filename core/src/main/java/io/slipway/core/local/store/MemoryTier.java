package io.slipway.core.local.store;

import io.slipway.core.cache.ActionKey;
import io.slipway.core.cache.ActionResult;
import io.slipway.core.content.Digest;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What was looked up more than once, in memory. A single run looks up everything once and never pays for it: the tier is
 * made when something is asked for the second time. Thread-safe.
 */
final class MemoryTier implements AutoCloseable {
    private static final int MOST_REMEMBERED_NAMES = 200_000;

    private final Set<String> askedOnce = ConcurrentHashMap.newKeySet();
    private volatile @Nullable EhcacheTier tier;

    @Nullable
    ActionResult find(ActionKey key) {
        EhcacheTier made = tier;
        return made == null ? null : made.find(key.hash());
    }

    byte @Nullable [] read(Digest digest) {
        EhcacheTier made = tier;
        return made == null ? null : made.read(digest.toString());
    }

    /** This was found behind; the second time it is kept here. */
    void found(ActionKey key, ActionResult result) {
        if (isAskedAgain(key.hash())) tier().keep(key.hash(), result);
    }

    /** This was found behind; the second time it is kept here. */
    void found(Digest digest, byte[] bytes) {
        if (bytes.length > EhcacheTier.MOST_BYTES_EACH) return;
        if (isAskedAgain(digest.toString())) tier().keep(digest.toString(), bytes.clone());
    }

    /** What was kept under the key may no longer be so. */
    void forget(ActionKey key) {
        EhcacheTier made = tier;
        if (made != null) made.forget(key.hash());
    }

    private boolean isAskedAgain(String name) {
        if (askedOnce.size() >= MOST_REMEMBERED_NAMES) askedOnce.clear();
        return !askedOnce.add(name);
    }

    /** Whether anything was asked for twice. */
    boolean isMade() {
        return tier != null;
    }

    private synchronized EhcacheTier tier() {
        EhcacheTier made = tier;
        if (made == null) {
            made = new EhcacheTier();
            tier = made;
        }
        return made;
    }

    @Override
    public synchronized void close() {
        EhcacheTier made = tier;
        tier = null;
        askedOnce.clear();
        if (made != null) made.close();
    }
}

package io.slipway.core.bridge;

import io.slipway.core.content.ContentStoreException;
import io.slipway.core.local.RecentRuns;
import io.slipway.core.local.store.DirectoryStore;
import io.slipway.core.local.store.GarbageCollection;
import io.slipway.core.local.store.Retention;
import io.slipway.core.local.store.StoreListener;
import io.slipway.core.local.store.Verification;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What a store came to that was made fit to be carried by a host's cache. Immutable.
 *
 * @param sound whether nothing in it was damaged
 * @param bytes that are kept
 */
public record StoreCare(boolean sound, long bytes) {
    /**
     * Sets damaged entries aside; the least recently used go when it is too large.
     *
     * @param store its directory
     * @param warnings told what is damaged
     */
    public static StoreCare of(Host host, Path store, long maxBytes, Duration maxAge, Consumer<String> warnings) {
        StoreListener listener = new StoreListener() {
            @Override
            public void quarantined(String entry, Path setAside) {
                warnings.accept(entry + " was damaged and is not kept");
            }

            @Override
            public void unusable(ContentStoreException cause) {
                warnings.accept(cause.getMessage() + "; the next pipeline starts with less");
            }
        };
        try (DirectoryStore opened = DirectoryStore.open(store, listener, host.clock())) {
            Verification verified = opened.maintenance().verify();
            Retention retention = Retention.of(maxBytes, maxAge)
                    .keeping(new RecentRuns(store).results(host.clock().instant()), Set.of());
            GarbageCollection collected = opened.maintenance().collectGarbage(retention);
            return new StoreCare(verified.isSound(), collected.bytesLeft());
        }
    }

    public String sentence() {
        return (sound ? "every entry is sound" : "damaged entries were set aside") + "; " + (bytes >> 20)
                + " MiB are kept";
    }
}

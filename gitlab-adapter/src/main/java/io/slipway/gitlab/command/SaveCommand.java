package io.slipway.gitlab.command;

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

/**
 * {@code slipway gitlab save}: makes the store fit to be carried by GitLab's cache: damaged entries are set aside, the least
 * recently used go when it is too large. Results are in it already; a run puts them there.
 *
 * @param store its directory
 */
public record SaveCommand(Host host, Path store, long maxBytes, Duration maxAge) {
    public int call() {
        StoreListener quiet = new StoreListener() {
            @Override
            public void quarantined(String entry, Path setAside) {
                host.warn(entry + " was damaged and is not kept");
            }

            @Override
            public void unusable(ContentStoreException cause) {
                host.warn(cause.getMessage() + "; the next pipeline starts with less");
            }
        };
        try (DirectoryStore opened = DirectoryStore.open(store, quiet, host.clock())) {
            Verification verified = opened.maintenance().verify();
            Retention retention = Retention.of(maxBytes, maxAge)
                    .keeping(new RecentRuns(store).results(host.clock().instant()), Set.of());
            GarbageCollection collected = opened.maintenance().collectGarbage(retention);
            host.out()
                    .println((verified.isSound() ? "every entry is sound" : "damaged entries were set aside") + "; "
                            + (collected.bytesLeft() >> 20) + " MiB are kept");
            return Host.DONE;
        }
    }
}

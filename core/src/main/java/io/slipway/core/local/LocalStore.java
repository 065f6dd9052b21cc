package io.slipway.core.local;

import io.slipway.core.cache.ActionCache;
import io.slipway.core.cache.ActionKey;
import io.slipway.core.content.ContentStore;
import io.slipway.core.content.ContentStoreException;
import io.slipway.core.local.store.DirectoryStore;
import io.slipway.core.local.store.ForgivingStore;
import io.slipway.core.local.store.StoreListener;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The shared store as runs use it: when it cannot be used, everything is a miss, and one warning says so. Thread-safe. */
final class LocalStore implements AutoCloseable {
    private final DirectoryStore directory;
    private final ForgivingStore forgiving;

    LocalStore(LocalSettings settings) {
        Warnings warnings = new Warnings(settings.warnings());
        directory = DirectoryStore.open(settings.storeDirectory(), warnings, settings.clock());
        forgiving = new ForgivingStore(directory.contents(), directory.actions(), warnings);
    }

    ContentStore contents() {
        return forgiving.contents();
    }

    ActionCache actions() {
        return forgiving.actions();
    }

    /** As {@link DirectoryStore#mark}; 0 when nothing can be read. */
    long mark(ActionKey key) {
        return forgiving.isReadable() ? directory.mark(key) : 0;
    }

    /** Whether what is put is still kept. */
    boolean keeps() {
        return forgiving.isWritable();
    }

    @Override
    public void close() {
        directory.close();
    }

    /** Puts what happens to the store into words. */
    private record Warnings(Consumer<String> warnings) implements StoreListener {
        @Override
        public void quarantined(String entry, Path setAside) {
            warnings.accept(
                    "the store's " + entry + " was damaged; it was set aside as " + setAside + " and counts as a miss");
        }

        @Override
        public void unusable(ContentStoreException cause) {
            warnings.accept(cause.getMessage() + "; going on without the store");
        }
    }
}

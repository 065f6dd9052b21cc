package io.slipway.core.local;

import io.slipway.core.cache.ActionCache;
import io.slipway.core.content.ContentStore;
import io.slipway.core.content.ContentStoreException;
import io.slipway.core.local.store.DirectoryStore;
import io.slipway.core.local.store.StoreListener;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The shared store as runs use it. Thread-safe. */
final class LocalStore implements AutoCloseable {
    private final DirectoryStore directory;

    LocalStore(LocalSettings settings) {
        directory = DirectoryStore.open(settings.storeDirectory(), new Warnings(settings.warnings()), settings.clock());
    }

    ContentStore contents() {
        return directory.contents();
    }

    ActionCache actions() {
        return directory.actions();
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

package io.slipway.core.local;

import io.slipway.core.cache.ActionCache;
import io.slipway.core.content.ContentStore;
import io.slipway.core.local.store.DirectoryActionCache;
import io.slipway.core.local.store.DirectoryContentStore;

/** The shared store as runs use it: when it cannot be used, everything is a miss, and one warning says so. Immutable. */
final class LocalStore {
    private final ContentStore contents;
    private final ActionCache actions;

    LocalStore(LocalSettings settings) {
        contents = new DirectoryContentStore(settings.storeDirectory());
        actions = new DirectoryActionCache(settings.storeDirectory());
    }

    ContentStore contents() {
        return contents;
    }

    ActionCache actions() {
        return actions;
    }
}

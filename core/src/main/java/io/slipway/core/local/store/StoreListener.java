package io.slipway.core.local.store;

import io.slipway.core.content.ContentStoreException;
import java.nio.file.Path;

/** Is told what a person should know of the store. Called from any thread; returns quickly. */
public interface StoreListener {
    /** Tells nobody. */
    StoreListener SILENT = new StoreListener() {
        @Override
        public void quarantined(String entry, Path setAside) {}

        @Override
        public void unusable(ContentStoreException cause) {}
    };

    /**
     * A damaged entry was set aside and counts as absent.
     *
     * @param entry what it claimed to be, such as {@code contents/2cf24d…}
     * @param setAside where it lies now, for whoever wants to look at it
     */
    void quarantined(String entry, Path setAside);

    /** The store cannot be used, so this process goes on without it, or without keeping anything new. Told once. */
    void unusable(ContentStoreException cause);
}

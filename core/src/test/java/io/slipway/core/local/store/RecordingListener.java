package io.slipway.core.local.store;

import io.slipway.core.content.ContentStoreException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what it was told. */
final class RecordingListener implements StoreListener {
    final List<String> quarantined = new CopyOnWriteArrayList<>();
    final List<Path> setAside = new CopyOnWriteArrayList<>();
    final List<ContentStoreException> unusable = new CopyOnWriteArrayList<>();

    @Override
    public void quarantined(String entry, Path setAside) {
        quarantined.add(entry);
        this.setAside.add(setAside);
    }

    @Override
    public void unusable(ContentStoreException cause) {
        unusable.add(cause);
    }
}

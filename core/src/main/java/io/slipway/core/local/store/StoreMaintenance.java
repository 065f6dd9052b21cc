package io.slipway.core.local.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is in a store, whether it is sound, and how it is kept small. Every question walks the whole store, so it takes
 * seconds where there are a hundred thousand entries. Thread-safe, and safe beside running builds and other processes
 * that do the same; throws {@link io.slipway.core.content.ContentStoreException} when the store cannot be used.
 */
public final class StoreMaintenance {
    private final StoreFiles files;

    StoreMaintenance(StoreFiles files) {
        this.files = files;
    }

    public StoreStats stats() {
        try {
            List<StoredEntry> actions = StoredEntry.listOf(files.actions);
            List<StoredEntry> contents = StoredEntry.listOf(files.contents);
            long quarantinedBytes = 0;
            List<Path> quarantined = StoredEntry.childrenOf(files.quarantine);
            for (Path file : quarantined) quarantinedBytes += Files.size(file);
            long oldest = Math.min(oldestUse(actions), oldestUse(contents));
            return new StoreStats(
                    actions.size(),
                    bytesOf(actions),
                    contents.size(),
                    bytesOf(contents),
                    quarantined.size(),
                    quarantinedBytes,
                    oldest == Long.MAX_VALUE ? Optional.empty() : Optional.of(Instant.ofEpochMilli(oldest)));
        } catch (IOException e) {
            throw files.cannot("count the entries", e);
        }
    }

    private static long oldestUse(List<StoredEntry> entries) {
        long oldest = Long.MAX_VALUE;
        for (StoredEntry entry : entries) oldest = Math.min(oldest, entry.usedMillis());
        return oldest;
    }

    private static long bytesOf(List<StoredEntry> entries) {
        long bytes = 0;
        for (StoredEntry entry : entries) bytes += entry.sizeBytes();
        return bytes;
    }

    /**
     * Reads every byte and compares it with its name. What is damaged goes to quarantine; a result that names contents
     * which are gone is forgotten, because it would be a miss anyway.
     */
    public Verification verify() {
        try {
            return new StoreVerifier(files).verify();
        } catch (IOException e) {
            throw files.cannot("verify the entries", e);
        }
    }

    /**
     * Makes the store small: the least recently used results leave, and with them the contents that only they name.
     * Leftovers of killed processes leave too, and damaged entries after a month. Never removes what a running process
     * has used.
     */
    public GarbageCollection collectGarbage(Retention retention) {
        try (CollectionLock lock = CollectionLock.tryTake(files)) {
            return lock.isTaken() ? new GarbageCollector(files, retention).collect() : GarbageCollection.NOT_RUN;
        } catch (IOException e) {
            throw files.cannot("collect garbage", e);
        }
    }
}

package io.slipway.core.local.store;

import static java.util.Objects.requireNonNull;

import io.slipway.core.cache.ActionCache;
import io.slipway.core.cache.ActionKey;
import io.slipway.core.content.ContentStore;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * Contents and results in one directory, such as {@code ~/.cache/slipway}, shared by every project and process of a
 * user. Whoever has it open uses it: what a process has read or written since is never collected.
 *
 * <p>Opening touches no file; the directory comes with the first write. Both parts throw
 * {@link io.slipway.core.content.ContentStoreException} when the directory cannot be used; {@link ForgivingStore} turns
 * that into misses. Thread-safe, and safe for several processes and for a kill at any instant.
 */
public final class DirectoryStore implements AutoCloseable {
    private final StoreFiles files;
    private final ContentStore contents;
    private final ActionCache actions;
    private final StoreMaintenance maintenance;

    private DirectoryStore(StoreFiles files) {
        this.files = files;
        MemoryTier memory = new MemoryTier();
        this.contents = new RememberingContentStore(new DirectoryContentStore(files), memory);
        this.actions = new RememberingActionCache(new DirectoryActionCache(files), memory);
        this.maintenance = new StoreMaintenance(files);
    }

    /**
     * @param root an absolute directory that need not exist yet
     * @param clock wall time, for when an entry was last used
     */
    public static DirectoryStore open(Path root, StoreListener listener, InstantSource clock) {
        requireNonNull(root, "root");
        requireNonNull(listener, "listener");
        requireNonNull(clock, "clock");
        return new DirectoryStore(new StoreFiles(root, listener, clock));
    }

    public ContentStore contents() {
        return contents;
    }

    public ActionCache actions() {
        return actions;
    }

    /**
     * A number that stays the same while the result under {@code key} is the one that was read or put, for those who need
     * not read it again; 0 when it is not there, or has to be read so that it is known to be in use. One look at its file.
     */
    public long mark(ActionKey key) {
        return files.lastUsedMillis(files.actionOf(key));
    }

    /** What is kept here, whether it is sound, and how it is kept small. */
    public StoreMaintenance maintenance() {
        return maintenance;
    }

    /** Says that this process no longer uses the store. It may be used again all the same. */
    @Override
    public void close() {
        files.release();
    }
}

package io.slipway.core.local.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Only one garbage collection at a time is at a store: a lock that goes with its process. Confined to one thread. */
final class CollectionLock implements AutoCloseable {
    private static final Set<Path> TAKEN_HERE = ConcurrentHashMap.newKeySet();

    private final Path root;
    private final @Nullable FileChannel channel;

    private CollectionLock(Path root, @Nullable FileChannel channel) {
        this.root = root;
        this.channel = channel;
    }

    /** Takes the lock, or does not when another collection has it. */
    static CollectionLock tryTake(StoreFiles files) throws IOException {
        Path root = files.root;
        StoreFiles.createDirectories(root);
        if (!TAKEN_HERE.add(root)) return new CollectionLock(root, null);
        FileChannel channel = null;
        FileLock lock = null;
        try {
            channel = FileChannel.open(root.resolve("collecting"), StandardOpenOption.WRITE, StandardOpenOption.CREATE);
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null; // another class loader of this process has it
        } finally {
            if (lock == null) {
                TAKEN_HERE.remove(root);
                if (channel != null) channel.close();
            }
        }
        return new CollectionLock(root, lock == null ? null : channel);
    }

    boolean isTaken() {
        return channel != null;
    }

    @Override
    public void close() throws IOException {
        if (channel == null) return;
        TAKEN_HERE.remove(root);
        channel.close();
    }
}

package io.slipway.core.local.store;

import io.slipway.core.content.ContentStore;
import io.slipway.core.content.Digest;
import java.nio.file.Path;
import java.util.Optional;

/** A content store with a {@link MemoryTier} in front of what is read whole. Thread-safe. */
final class RememberingContentStore implements ContentStore {
    private final ContentStore behind;
    private final MemoryTier memory;

    RememberingContentStore(ContentStore behind, MemoryTier memory) {
        this.behind = behind;
        this.memory = memory;
    }

    @Override
    public boolean contains(Digest digest) {
        return behind.contains(digest);
    }

    @Override
    public Optional<byte[]> read(Digest digest) {
        byte[] remembered = memory.read(digest);
        if (remembered != null) return Optional.of(remembered.clone());
        Optional<byte[]> found = behind.read(digest);
        if (found.isPresent()) memory.found(digest, found.get());
        return found;
    }

    @Override
    public Digest put(byte[] bytes) {
        return behind.put(bytes);
    }

    @Override
    public Digest put(Path file) {
        return behind.put(file);
    }

    @Override
    public boolean writeTo(Digest digest, Path target, boolean executable) {
        return behind.writeTo(digest, target, executable);
    }
}

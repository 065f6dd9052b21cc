package io.slipway.core.local.output;

import io.slipway.core.content.ContentStore;
import io.slipway.core.content.ContentStoreException;
import io.slipway.core.content.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A store that takes nothing, because its disk is full. */
final class FullStore implements ContentStore {
    @Override
    public boolean contains(Digest digest) {
        return false;
    }

    @Override
    public Optional<byte[]> read(Digest digest) {
        return Optional.empty();
    }

    @Override
    public Digest put(byte[] bytes) {
        throw new ContentStoreException("no space left", new IOException());
    }

    @Override
    public Digest put(Path file) {
        throw new ContentStoreException("no space left", new IOException());
    }

    @Override
    public boolean writeTo(Digest digest, Path target, boolean executable) {
        return false;
    }
}

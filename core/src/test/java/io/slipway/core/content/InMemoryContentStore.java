package io.slipway.core.content;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A store for tests that forgets everything with the process. Thread-safe. */
public final class InMemoryContentStore implements ContentStore {
    private final Map<Digest, byte[]> contents = new ConcurrentHashMap<>();

    @Override
    public boolean contains(Digest digest) {
        return contents.containsKey(digest);
    }

    @Override
    public Optional<byte[]> read(Digest digest) {
        return Optional.ofNullable(contents.get(digest)).map(byte[]::clone);
    }

    @Override
    public Digest put(byte[] bytes) {
        Digest digest = Digest.of(bytes);
        contents.putIfAbsent(digest, bytes.clone());
        return digest;
    }

    @Override
    public Digest put(Path file) {
        try {
            return put(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new ContentStoreException("cannot read " + file, e);
        }
    }

    @Override
    public boolean writeTo(Digest digest, Path target, boolean executable) {
        byte[] bytes = contents.get(digest);
        if (bytes == null) return false;
        try {
            ContentFile.write(target, bytes, executable);
            return true;
        } catch (IOException e) {
            throw new ContentStoreException("cannot write " + target, e);
        }
    }

    /** Loses a content, as a garbage collection or a bad disk would. */
    public void lose(Digest digest) {
        contents.remove(digest);
    }

    /** How many contents it holds. */
    public int size() {
        return contents.size();
    }
}

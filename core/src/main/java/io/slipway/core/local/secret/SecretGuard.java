package io.slipway.core.local.secret;

import io.slipway.core.content.ContentStore;
import io.slipway.core.content.ContentStoreException;
import io.slipway.core.content.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A content store that takes nothing with a secret in it: to whoever puts it there it looks like one that is full. Thread-safe; each
 * content is read once more.
 */
public final class SecretGuard implements ContentStore {
    private final ContentStore behind;
    private final SecretMask mask;
    private final SortedSet<Path> refused = new TreeSet<>();

    public SecretGuard(ContentStore behind, SecretMask mask) {
        this.behind = behind;
        this.mask = mask;
    }

    /** The files that were not taken. */
    public synchronized SortedSet<Path> refused() {
        return new TreeSet<>(refused);
    }

    @Override
    public boolean contains(Digest digest) {
        return behind.contains(digest);
    }

    @Override
    public Optional<byte[]> read(Digest digest) {
        return behind.read(digest);
    }

    @Override
    public Digest put(byte[] bytes) {
        try {
            if (mask.isIn(new ByteArrayInputStream(bytes))) throw refusal("what is to be kept");
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be read", e);
        }
        return behind.put(bytes);
    }

    @Override
    public Digest put(Path file) {
        if (hasSecret(file)) {
            synchronized (this) {
                refused.add(file);
            }
            throw refusal(file.toString());
        }
        return behind.put(file);
    }

    private static ContentStoreException refusal(String what) {
        String message = what + " has a secret in it; leave it out of the outputs";
        return new ContentStoreException(message, new IOException(message));
    }

    private boolean hasSecret(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return mask.isIn(in);
        } catch (IOException e) {
            throw new ContentStoreException("cannot read " + file + "; see that it is there and may be read", e);
        }
    }

    @Override
    public boolean writeTo(Digest digest, Path target, boolean executable) {
        return behind.writeTo(digest, target, executable);
    }
}

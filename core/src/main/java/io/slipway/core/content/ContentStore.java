package io.slipway.core.content;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Holds contents under their digests. What comes out is always what the digest names: it is checked on the way in and
 * on the way out, and a content that fails the check is set aside and reported as absent.
 *
 * <p>Thread-safe, and safe for several processes on one store. Every method throws {@link ContentStoreException} when
 * the store itself cannot be used (full, read-only, gone); callers treat that as a miss, never as a failed build.
 */
public interface ContentStore {
    /** Whether the content is there, without reading it. O(1). */
    boolean contains(Digest digest);

    /** The whole content, verified; absent when it is not there or did not pass the check. For contents that fit in memory. */
    Optional<byte[]> read(Digest digest);

    /** Stores these bytes; storing what is there already does nothing. */
    Digest put(byte[] bytes);

    /**
     * Stores the bytes that {@code file} has while it is read, and names exactly those.
     *
     * @throws ContentStoreException when the file cannot be read or the store cannot take it
     */
    Digest put(Path file);

    /**
     * Writes the verified content as a new regular file at {@code target}, whose directory exists and where nothing
     * stands, with the mode of a new program when {@code executable}, else of a new file: 0777 or 0666 without what the
     * umask takes away. Shares blocks with the store where the file system can.
     *
     * @return false, with nothing left at {@code target}, when the content is not there or did not pass the check
     */
    boolean writeTo(Digest digest, Path target, boolean executable);
}

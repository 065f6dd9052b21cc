package io.slipway.core.local.store;

import io.slipway.core.content.ContentFile;
import io.slipway.core.content.ContentStore;
import io.slipway.core.content.ContentStoreException;
import io.slipway.core.content.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Contents as files of a directory, each under its hash and read-only.
 *
 * <p>A content is written aside and then renamed, so it is there as a whole or not at all, also after a kill at any
 * instant. It is not synced to the disk: after a power loss it may be torn, which is noticed when it is read, and a
 * torn content is an absent one. Every content is digested on the way in and on the way out; one that does not have its
 * digest is set aside in {@code quarantine/} and told to the {@link StoreListener}.
 *
 * <p>Large files are cloned where the file system can share blocks, else copied; never linked, because a task could
 * write through the link into the store. Thread-safe, and safe for several processes.
 */
final class DirectoryContentStore implements ContentStore {
    /** Up to here a content is held in memory on its way: one read, one digest, one write. */
    private static final long LARGE_BYTES = 1 << 20;

    private static final int BUFFER_BYTES = 1 << 17;
    private static final byte[] NOTHING = {};
    private static final Digest EMPTY = Digest.of(NOTHING);

    private final StoreFiles files;
    private final Cloning cloning;

    DirectoryContentStore(StoreFiles files) {
        this.files = files;
        this.cloning = new Cloning(files.root);
    }

    @Override
    public boolean contains(Digest digest) {
        if (digest.equals(EMPTY)) return true;
        files.use();
        try {
            return files.isThere(files.contentOf(digest), digest.sizeBytes());
        } catch (IOException e) {
            throw files.cannot("look for " + digest, e);
        }
    }

    @Override
    public Optional<byte[]> read(Digest digest) {
        if (digest.equals(EMPTY)) return Optional.of(NOTHING);
        files.use();
        try {
            return Optional.ofNullable(readVerified(digest));
        } catch (IOException e) {
            throw files.cannot("read " + digest, e);
        }
    }

    private byte @Nullable [] readVerified(Digest digest) throws IOException {
        Path entry = files.contentOf(digest);
        byte[] bytes;
        try {
            bytes = files.read(entry);
        } catch (NoSuchFileException e) {
            return null;
        }
        Digest actual = Digest.of(bytes);
        if (actual.equals(digest)) return bytes;
        quarantineUnless(actual, digest, entry);
        return null;
    }

    /** A content that only has another size than was asked for is sound. */
    private void quarantineUnless(Digest actual, Digest asked, Path entry) {
        if (!actual.hash().equals(asked.hash())) files.quarantine(entry);
    }

    @Override
    public Digest put(byte[] bytes) {
        Digest digest = Digest.of(bytes);
        if (digest.equals(EMPTY)) return digest;
        files.use();
        try {
            Path entry = files.contentOf(digest);
            if (!isSound(entry, bytes)) files.write(entry, ByteBuffer.wrap(bytes));
            return digest;
        } catch (IOException e) {
            throw files.cannot("keep " + digest, e);
        }
    }

    /** Whether the entry is there and is what it should be: one that was damaged is mended by making it again. */
    private boolean isSound(Path entry, byte[] bytes) throws IOException {
        return files.isThere(entry, bytes.length) && Arrays.equals(files.read(entry), bytes);
    }

    @Override
    public Digest put(Path file) {
        FileChannel source;
        try {
            source = FileChannel.open(file, StandardOpenOption.READ);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
        try (source) {
            byte[] bytes = readSmall(source, file);
            return bytes != null ? put(bytes) : putLarge(source, file);
        } catch (IOException e) {
            throw files.cannot("keep " + file, e);
        }
    }

    /** All of the file when it is small, even if it is written to while it is read; else null, and nothing was read. */
    private static byte @Nullable [] readSmall(FileChannel source, Path file) {
        try {
            long size = source.size();
            if (size > LARGE_BYTES) return null;
            ByteBuffer buffer = ByteBuffer.allocate((int) size);
            while (buffer.hasRemaining() && source.read(buffer) >= 0) {}
            byte[] bytes = buffer.array();
            return buffer.hasRemaining() ? Arrays.copyOf(bytes, buffer.position()) : bytes;
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private Digest putLarge(FileChannel source, Path file) throws IOException {
        files.use();
        Path aside = files.newAside();
        try {
            Digest digest;
            try (FileChannel copy = files.open(aside)) {
                digest = cloning.tryClone(file, aside) ? Digest.of(aside) : copy(source, copy);
            }
            Path entry = files.contentOf(digest);
            if (files.isThere(entry, digest.sizeBytes()) && Files.mismatch(aside, entry) < 0) {
                StoreFiles.deleteQuietly(aside);
            } else {
                files.publish(aside, entry);
            }
            return digest;
        } catch (IOException | RuntimeException e) {
            StoreFiles.deleteQuietly(aside);
            throw e;
        }
    }

    @Override
    public boolean writeTo(Digest digest, Path target, boolean executable) {
        try {
            if (digest.sizeBytes() > LARGE_BYTES) return writeLarge(digest, target, executable);
            Optional<byte[]> bytes = read(digest);
            if (bytes.isEmpty()) return false;
            ContentFile.write(target, bytes.get(), executable);
            return true;
        } catch (IOException e) {
            throw new ContentStoreException(
                    "cannot write " + target + "; see that there is room and it may be written", e);
        }
    }

    private boolean writeLarge(Digest digest, Path target, boolean executable) throws IOException {
        files.use();
        Path entry = files.contentOf(digest);
        FileChannel source;
        try {
            source = files.openToRead(entry);
        } catch (NoSuchFileException e) {
            return false;
        }
        try (source;
                FileChannel copy = ContentFile.create(target, executable)) {
            return writeVerified(digest, entry, source, target, copy);
        }
    }

    private boolean writeVerified(Digest digest, Path entry, FileChannel source, Path target, FileChannel copy)
            throws IOException {
        boolean sound = false;
        try {
            Digest actual = cloning.tryClone(entry, target) ? Digest.of(target) : copy(source, copy);
            sound = actual.equals(digest);
            if (!sound) quarantineUnless(actual, digest, entry);
            return sound;
        } finally {
            if (!sound) Files.deleteIfExists(target);
        }
    }

    /** Copies what is left and digests exactly what is copied. */
    private static Digest copy(FileChannel from, FileChannel to) throws IOException {
        MessageDigest sha = Digest.sha256();
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        long size = 0;
        while (from.read(buffer) >= 0) {
            buffer.flip();
            size += buffer.remaining();
            sha.update(buffer.duplicate());
            ContentFile.writeFully(to, buffer);
            buffer.clear();
        }
        return Digest.ofHash(sha.digest(), size);
    }

    private static ContentStoreException unreadable(Path file, IOException cause) {
        return new ContentStoreException("cannot read " + file + "; see that it is there and may be read", cause);
    }
}

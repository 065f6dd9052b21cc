package io.slipway.core.local.store;

import io.slipway.core.cache.Action;
import io.slipway.core.cache.ActionKey;
import io.slipway.core.cache.ActionResult;
import io.slipway.core.content.ContentStore;
import io.slipway.core.content.Digest;
import io.slipway.core.content.MalformedContentException;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;

/**
 * Some results of a store with all they name, as one stream of bytes, to be carried to another store. It holds digests and
 * bytes and no paths, so nothing of it can lie outside of the store; what comes in is kept only if it is what its digest
 * says, and a result only under the key that its own preimage has. Whoever made the archive still decides what its results
 * are: take only those of people you trust.
 *
 * <p>Gzip of a first line {@code slipway-store 1}, then records: {@code C}, the hash, a length of 8 bytes and a content;
 * {@code A}, the key, a length of 4 bytes and an encoded {@link ActionResult}, behind all that it names; {@code E} at the end.
 * Confined to one thread; O(bytes), and no more than one content is held in memory or beside the store.
 */
public final class StoreArchive {
    private static final byte[] HEAD = "slipway-store 1\n".getBytes(StandardCharsets.US_ASCII);
    private static final int CONTENT = 'C';
    private static final int ACTION = 'A';
    private static final int END = 'E';
    private static final int HASH = 64;
    private static final int MOST_RESULT_BYTES = 64 << 20;
    private static final int BUFFER = 1 << 16;

    private final DirectoryStore store;

    public StoreArchive(DirectoryStore store) {
        this.store = store;
    }

    /**
     * What was carried. Immutable.
     *
     * @param results that were carried whole
     * @param contents that they name
     * @param bytes of those
     * @param left results that could not be: gone, or not what they say
     */
    public record Carried(int results, int contents, long bytes, int left) {}

    /**
     * Writes those of the results that are there. Closes {@code out}.
     *
     * @param beside a directory for a file that is removed again
     */
    public Carried save(Collection<ActionKey> keys, OutputStream out, Path beside) throws IOException {
        Set<String> written = new HashSet<>();
        int results = 0;
        int left = 0;
        long bytes = 0;
        try (DataOutputStream data = new DataOutputStream(new GZIPOutputStream(out, BUFFER))) {
            data.write(HEAD);
            for (ActionKey key : new TreeSet<>(keys)) {
                Optional<ActionResult> result = store.actions().find(key);
                if (result.isEmpty() || !result.get().stored().stream().allMatch(store.contents()::contains)) {
                    left++;
                    continue;
                }
                for (Digest digest : result.get().stored()) {
                    if (!written.add(digest.hash())) continue;
                    write(digest, data, beside);
                    bytes += digest.sizeBytes();
                }
                byte[] encoded = result.get().encode();
                data.writeByte(ACTION);
                data.write(key.hash().getBytes(StandardCharsets.US_ASCII));
                data.writeInt(encoded.length);
                data.write(encoded);
                results++;
            }
            data.writeByte(END);
        }
        return new Carried(results, written.size(), bytes, left);
    }

    private void write(Digest digest, DataOutputStream data, Path beside) throws IOException {
        Path file = Files.createTempDirectory(beside, "slipway-").resolve("content");
        try {
            if (!store.contents().writeTo(digest, file, false))
                throw new IOException("the store lost " + digest.hash() + " meanwhile; save it again");
            data.writeByte(CONTENT);
            data.write(digest.hash().getBytes(StandardCharsets.US_ASCII));
            data.writeLong(digest.sizeBytes());
            Files.copy(file, data);
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(file.resolveSibling(""));
        }
    }

    /**
     * Puts what the archive holds into the store.
     *
     * @param mostBytes what it may hold at most, unpacked
     * @param beside a directory for a file that is removed again
     * @throws MalformedContentException when it is no archive, is damaged or cut short, or holds more; what came before
     *     that is kept, as it was sound
     */
    public Carried restore(InputStream in, long mostBytes, Path beside) throws IOException {
        int results = 0;
        int contents = 0;
        int left = 0;
        long bytes = 0;
        try (DataInputStream data = new DataInputStream(new GZIPInputStream(in, BUFFER))) {
            if (!Arrays.equals(data.readNBytes(HEAD.length), HEAD))
                throw new MalformedContentException("no archive of a store");
            while (true) {
                int kind = data.readUnsignedByte();
                if (kind == END) return new Carried(results, contents, bytes, left);
                String hash = new String(data.readNBytes(HASH), StandardCharsets.US_ASCII);
                if (!hash.matches("[0-9a-f]{64}")) throw new MalformedContentException("a digest in the archive");
                if (kind == CONTENT) {
                    long length = data.readLong();
                    if (length < 0 || length > mostBytes - bytes)
                        throw new MalformedContentException("an archive of more than " + mostBytes + " bytes");
                    put(new Digest(hash, length), data, beside);
                    bytes += length;
                    contents++;
                } else if (kind == ACTION) {
                    int length = data.readInt();
                    if (length < 0 || length > MOST_RESULT_BYTES)
                        throw new MalformedContentException("a result's length");
                    byte[] encoded = data.readNBytes(length);
                    if (keep(new ActionKey(hash), encoded)) results++;
                    else left++;
                } else throw new MalformedContentException("a record of kind " + kind);
            }
        } catch (EOFException e) {
            throw new MalformedContentException("an archive that was cut short", e);
        } catch (ZipException e) {
            throw new MalformedContentException("no archive of a store", e);
        }
    }

    private void put(Digest digest, DataInputStream data, Path beside) throws IOException {
        Path file = Files.createTempFile(beside, "slipway-", "");
        try {
            try (OutputStream out = Files.newOutputStream(file)) {
                byte[] buffer = new byte[BUFFER];
                for (long left = digest.sizeBytes(); left > 0; ) {
                    int read = data.read(buffer, 0, (int) Math.min(left, buffer.length));
                    if (read < 0) throw new EOFException();
                    out.write(buffer, 0, read);
                    left -= read;
                }
            }
            if (!Digest.of(file).equals(digest)) throw new MalformedContentException("content " + digest.hash());
            store.contents().put(file);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** A tree in it has no name that leads elsewhere: such a one is no tree. */
    private static ActionResult decode(byte[] encoded) {
        try {
            return ActionResult.decode(encoded);
        } catch (IllegalArgumentException e) {
            throw new MalformedContentException("a result", e);
        }
    }

    /** Whether all that it names is here, and its preimage has this key. */
    private boolean keep(ActionKey key, byte[] encoded) {
        ActionResult result = decode(encoded);
        ContentStore contents = store.contents();
        if (!result.stored().stream().allMatch(contents::contains)) return false;
        Optional<byte[]> preimage = result.contents(contents).read(result.preimage());
        if (preimage.isEmpty() || !Action.decode(preimage.get()).key().equals(key)) return false;
        store.actions().put(key, result);
        return true;
    }
}

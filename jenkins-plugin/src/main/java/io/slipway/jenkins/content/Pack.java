package io.slipway.jenkins.content;

import io.slipway.core.content.ContentStore;
import io.slipway.core.content.Digest;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Contents on their way from one machine to another: one after the other, each behind its digest.
 *
 * <pre>
 *   version (4 bytes)   { 1, digest "hash/size" as UTF, bytes }*   0
 * </pre>
 *
 * <p>Whoever takes a pack says what was asked for, and checks every content against its digest: a sender that was taken
 * over can neither fill a disk nor pass off one content for another. At most a megabyte at a time is in memory.
 */
public final class Pack {
    private static final int VERSION = 1;
    private static final int CONTENT = 1;
    private static final int END = 0;
    private static final int SMALL_BYTES = 1 << 20;

    /** Of what stands before each content. */
    private static final int MOST_HEAD_BYTES = 128;

    private final DataOutputStream to;

    /** Begins a pack. */
    public Pack(OutputStream to) throws IOException {
        this.to = new DataOutputStream(to);
        this.to.writeInt(VERSION);
    }

    /**
     * Adds what {@code from} has of {@code wanted}; the rest is missed by whoever takes the pack.
     *
     * @param scratch a directory for copies of large contents
     */
    public void add(Collection<Digest> wanted, ContentStore from, Path scratch) throws IOException {
        for (Digest digest : new TreeSet<>(wanted)) {
            if (digest.sizeBytes() <= SMALL_BYTES) addSmall(digest, from);
            else addLarge(digest, from, scratch);
        }
    }

    private void addSmall(Digest digest, ContentStore from) throws IOException {
        Optional<byte[]> bytes = from.read(digest);
        if (bytes.isEmpty()) return;
        begin(digest);
        to.write(bytes.get());
    }

    private void addLarge(Digest digest, ContentStore from, Path scratch) throws IOException {
        Path copy = Files.createTempFile(scratch, "pack-", ".tmp");
        Files.delete(copy);
        try {
            if (from.writeTo(digest, copy, false)) addFile(digest, copy);
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    /**
     * Adds a file that is said to have this content.
     *
     * @throws IOException when it is not there or of another size; the pack is then useless
     */
    public void addFile(Digest digest, Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            begin(digest);
            copy(in, to, digest.sizeBytes());
        }
    }

    private void begin(Digest digest) throws IOException {
        to.writeByte(CONTENT);
        to.writeUTF(digest.toString());
    }

    /** Ends the pack; the stream stays open. */
    public void end() throws IOException {
        to.writeByte(END);
        to.flush();
    }

    /**
     * Takes no more than a pack of these can be: whoever sends it may have been taken over.
     *
     * @param wanted what was asked for, no more than there is room for
     */
    public static OutputStream bound(Collection<Digest> wanted, OutputStream to) {
        long most = 2 * Integer.BYTES;
        for (Digest digest : wanted) most = Math.addExact(most, MOST_HEAD_BYTES + digest.sizeBytes());
        return new Bounded(to, most);
    }

    private static final class Bounded extends FilterOutputStream {
        private long left;

        Bounded(OutputStream to, long most) {
            super(to);
            left = most;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            left -= length;
            if (left < 0) throw new IOException("more came than was asked for; see what runs on that node");
            out.write(bytes, offset, length);
        }
    }

    /**
     * Takes a whole pack into a store.
     *
     * @param wanted what was asked for
     * @param scratch a directory for large contents on their way
     * @return what did not come
     * @throws IOException when the pack is cut off, damaged, or has what nobody asked for
     */
    public static Set<Digest> take(InputStream from, Collection<Digest> wanted, ContentStore into, Path scratch)
            throws IOException {
        DataInputStream in = new DataInputStream(from);
        int version = in.readInt();
        if (version != VERSION)
            throw new IOException("a pack of version " + version + "; update Slipway on both sides");
        Set<Digest> missing = new TreeSet<>(wanted);
        for (int kind = in.readByte(); kind == CONTENT; kind = in.readByte()) {
            Digest digest = digest(in.readUTF());
            if (!missing.remove(digest)) throw new IOException("a pack with " + digest + ", which nobody asked for");
            take(in, digest, into, scratch);
        }
        return missing;
    }

    private static Digest digest(String text) throws IOException {
        try {
            return Digest.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IOException("a damaged pack: " + e.getMessage(), e);
        }
    }

    private static void take(InputStream in, Digest digest, ContentStore into, Path scratch) throws IOException {
        Digest found = digest.sizeBytes() <= SMALL_BYTES
                ? into.put(exactly(in, (int) digest.sizeBytes()))
                : takeLarge(in, digest, into, scratch);
        if (!found.equals(digest)) throw new IOException("a content that should be " + digest + " is " + found);
    }

    private static byte[] exactly(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) throw new EOFException("a pack that was cut off");
        return bytes;
    }

    private static Digest takeLarge(InputStream in, Digest digest, ContentStore into, Path scratch) throws IOException {
        Path file = Files.createTempFile(scratch, "pack-", ".tmp");
        try {
            try (OutputStream out = Files.newOutputStream(file)) {
                copy(in, out, digest.sizeBytes());
            }
            return into.put(file);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static void copy(InputStream in, OutputStream out, long length) throws IOException {
        byte[] buffer = new byte[64 << 10];
        for (long left = length; left > 0; ) {
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) throw new EOFException("a content that ended " + left + " bytes early");
            out.write(buffer, 0, read);
            left -= read;
        }
    }
}

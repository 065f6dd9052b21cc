package io.slipway.core.local.source;

import io.slipway.core.content.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * Digests of files, remembered with the stamps they had, as one flat array of bytes sorted by path: it is looked up in
 * where it lies, so that reading it costs one pass that only steps from entry to entry.
 *
 * <pre>
 * "SLPM" version(1) count(4) entry* crc32(8)
 * entry: length(4) path size(8) modified(8) changed(8) inode(8) hash(64, hex)
 * </pre>
 *
 * <p>A file that is torn, damaged or of another version counts as empty; then files are read again, which is slower and
 * never wrong. Immutable and thread-safe.
 */
final class MemoFile {
    private static final int MAGIC = 0x534c504d;
    private static final byte VERSION = 1;
    private static final int HEADER_BYTES = 4 + 1 + 4;
    private static final int CHECK_BYTES = 8;
    private static final int HASH_BYTES = 64;
    private static final int STAMP_BYTES = 4 * 8;
    private static final int AFTER_PATH_BYTES = STAMP_BYTES + HASH_BYTES;
    private static final MemoFile EMPTY = new MemoFile(new byte[0], new int[0]);

    private final byte[] bytes;
    private final ByteBuffer numbers;
    /** Where each entry's path begins. */
    private final int[] paths;

    private MemoFile(byte[] bytes, int[] paths) {
        this.bytes = bytes;
        this.numbers = ByteBuffer.wrap(bytes);
        this.paths = paths;
    }

    /** What {@code file} remembers; nothing when it is not there or not whole. */
    static MemoFile load(Path file) {
        try {
            return read(Files.readAllBytes(file));
        } catch (IOException e) {
            return EMPTY;
        }
    }

    private static MemoFile read(byte[] bytes) {
        int end = bytes.length - CHECK_BYTES;
        if (end < HEADER_BYTES) return EMPTY;
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (in.getInt() != MAGIC || in.get() != VERSION) return EMPTY;
        if (in.getLong(end) != checkOf(bytes, end)) return EMPTY;
        int[] paths = new int[in.getInt()];
        int at = HEADER_BYTES;
        for (int i = 0; i < paths.length; i++) {
            paths[i] = at + 4;
            at += 4 + in.getInt(at) + AFTER_PATH_BYTES;
        }
        return at == end ? new MemoFile(bytes, paths) : EMPTY;
    }

    private static long checkOf(byte[] bytes, int end) {
        CRC32 check = new CRC32();
        check.update(bytes, 0, end);
        return check.getValue();
    }

    int size() {
        return paths.length;
    }

    /**
     * Where a path's entry is, or -1. Paths looked for in their order are found at once when {@code before} is where the
     * last one was.
     */
    int find(byte[] source, int from, int to, int before) {
        int guess = before + 1;
        if (guess < paths.length && compare(guess, source, from, to) == 0) return guess;
        int low = 0;
        int high = paths.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = compare(middle, source, from, to);
            if (order == 0) return middle;
            if (order < 0) low = middle + 1;
            else high = middle - 1;
        }
        return -1;
    }

    int compare(int index, byte[] source, int from, int to) {
        return Arrays.compareUnsigned(bytes, paths[index], afterPath(index), source, from, to);
    }

    private int afterPath(int index) {
        return paths[index] + numbers.getInt(paths[index] - 4);
    }

    String path(int index) {
        return new String(bytes, paths[index], afterPath(index) - paths[index], StandardCharsets.UTF_8);
    }

    /** Whether the entry's file looked like {@code stamp} when it was read. */
    boolean matches(int index, FileStamp stamp) {
        int at = afterPath(index);
        return stamp.kind() == FileStamp.Kind.FILE
                && numbers.getLong(at) == stamp.sizeBytes()
                && numbers.getLong(at + 8) == stamp.modifiedNanos()
                && numbers.getLong(at + 16) == stamp.changedNanos()
                && numbers.getLong(at + 24) == stamp.inode();
    }

    /** Whether this is what was in the entry's file. */
    boolean isDigest(int index, Digest digest) {
        int at = afterPath(index);
        if (numbers.getLong(at) != digest.sizeBytes()) return false;
        String hash = digest.hash();
        for (int i = 0; i < HASH_BYTES; i++) {
            if (bytes[at + STAMP_BYTES + i] != hash.charAt(i)) return false;
        }
        return true;
    }

    Digest digest(int index) {
        int at = afterPath(index);
        String hash = new String(bytes, at + STAMP_BYTES, HASH_BYTES, StandardCharsets.ISO_8859_1);
        return new Digest(hash, numbers.getLong(at));
    }

    /** Takes entries in the order of their paths, and writes them as a file. Confined to one thread. */
    static final class Writer {
        private ByteBuffer out;
        private int count;

        Writer(int expectedEntries) {
            out = ByteBuffer.allocate(HEADER_BYTES + CHECK_BYTES + expectedEntries * (AFTER_PATH_BYTES + 64));
            out.putInt(MAGIC).put(VERSION).putInt(0);
        }

        int count() {
            return count;
        }

        void add(byte[] source, int from, int to, FileStamp stamp, Digest digest) {
            int length = to - from;
            reserve(4 + length + AFTER_PATH_BYTES + CHECK_BYTES);
            out.putInt(length).put(source, from, length);
            out.putLong(stamp.sizeBytes());
            out.putLong(stamp.modifiedNanos());
            out.putLong(stamp.changedNanos());
            out.putLong(stamp.inode());
            out.put(digest.hash().getBytes(StandardCharsets.ISO_8859_1));
            count++;
        }

        /** An entry as it stands in another file. */
        void add(MemoFile other, int index) {
            int from = other.paths[index] - 4;
            int length = other.afterPath(index) + AFTER_PATH_BYTES - from;
            reserve(length + CHECK_BYTES);
            out.put(other.bytes, from, length);
            count++;
        }

        private void reserve(int length) {
            if (out.remaining() >= length) return;
            ByteBuffer larger = ByteBuffer.allocate(Math.max(out.capacity() * 2, out.position() + length));
            out = larger.put(out.flip());
        }

        /** Writes beside {@code file} and renames, so that nobody ever reads half of it. */
        void writeTo(Path file, Path aside) throws IOException {
            out.putInt(HEADER_BYTES - 4, count);
            out.putLong(checkOf(out.array(), out.position()));
            Files.write(aside, Arrays.copyOf(out.array(), out.position()));
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}

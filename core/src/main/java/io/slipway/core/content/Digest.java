package io.slipway.core.content;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * The name of some bytes: their SHA-256 in lower-case hex, and how many there are. Two contents with one digest are the
 * same content.
 *
 * <p>Immutable. Written {@code hash/size}, as the Remote Execution API writes it. Kept as four numbers, because a
 * workspace has tens of thousands of them and most are only compared; the hex text is made when it is asked for.
 */
public final class Digest implements Comparable<Digest> {
    static final int HASH_BYTES = 32;
    private static final int HASH_LENGTH = 2 * HASH_BYTES;
    private static final int BUFFER_BYTES = 1 << 16;
    /** Never used itself: a copy costs a tenth of asking all providers again. */
    private static final MessageDigest FRESH = found();

    private static final byte[] HEX = "0123456789abcdef".getBytes(ISO_8859_1);

    // the hash, most significant first
    private final long first;
    private final long second;
    private final long third;
    private final long fourth;
    private final long sizeBytes;
    private @Nullable String hash; // made more than once at worst

    /**
     * @param hash 64 lower-case hex digits
     * @param sizeBytes length of the content, at least 0
     */
    public Digest(String hash, long sizeBytes) {
        requireNonNull(hash, "hash");
        if (hash.length() != HASH_LENGTH) throw notAHash(hash);
        this.first = parse(hash, 0);
        this.second = parse(hash, 16);
        this.third = parse(hash, 32);
        this.fourth = parse(hash, 48);
        this.sizeBytes = checkSize(sizeBytes);
        this.hash = hash;
    }

    Digest(long first, long second, long third, long fourth, long sizeBytes) {
        this.first = first;
        this.second = second;
        this.third = third;
        this.fourth = fourth;
        this.sizeBytes = checkSize(sizeBytes);
    }

    private static long checkSize(long sizeBytes) {
        if (sizeBytes < 0) throw new IllegalArgumentException("sizeBytes: " + sizeBytes + " (expected: >= 0)");
        return sizeBytes;
    }

    private static long parse(String hash, int from) {
        long value = 0;
        for (int i = from; i < from + 16; i++) {
            char c = hash.charAt(i);
            int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
            if (digit < 0) throw notAHash(hash);
            value = value << 4 | digit;
        }
        return value;
    }

    private static IllegalArgumentException notAHash(String hash) {
        return new IllegalArgumentException("hash: " + hash + " (expected: 64 lower-case hex digits)");
    }

    /** Digest of these bytes. */
    public static Digest of(byte[] bytes) {
        return ofHash(sha256().digest(bytes), bytes.length);
    }

    /** Digest of a regular file's bytes, read once in blocks. */
    public static Digest of(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return of(in);
        }
    }

    /** Digest of everything left in {@code in}, which stays open. */
    public static Digest of(InputStream in) throws IOException {
        MessageDigest sha = sha256();
        byte[] buffer = new byte[BUFFER_BYTES];
        long size = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            sha.update(buffer, 0, read);
            size += read;
        }
        return ofHash(sha.digest(), size);
    }

    /** A digest whose 32 hash bytes were computed while the content passed by. */
    public static Digest ofHash(byte[] sha256, long sizeBytes) {
        if (sha256.length != HASH_BYTES) {
            throw new IllegalArgumentException("sha256: " + sha256.length + " bytes (expected: " + HASH_BYTES + ")");
        }
        ByteBuffer numbers = ByteBuffer.wrap(sha256);
        return new Digest(numbers.getLong(), numbers.getLong(), numbers.getLong(), numbers.getLong(), sizeBytes);
    }

    /**
     * Reads {@code hash/size}.
     *
     * @throws IllegalArgumentException when the text has another form
     */
    public static Digest parse(String text) {
        int slash = text.indexOf('/');
        if (slash != HASH_LENGTH) {
            throw new IllegalArgumentException("digest: " + text + " (expected: 64 hex digits, '/', size in bytes)");
        }
        return new Digest(text.substring(0, slash), Long.parseLong(text.substring(slash + 1)));
    }

    /** A fresh SHA-256, for contents that are digested while they are copied. Every Java platform has it. */
    public static MessageDigest sha256() {
        try {
            return (MessageDigest) FRESH.clone();
        } catch (CloneNotSupportedException e) {
            return found(); // a provider of somebody else's
        }
    }

    private static MessageDigest found() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256; use a complete Java 17 or later", e);
        }
    }

    /** 64 lower-case hex digits. */
    public String hash() {
        String made = hash;
        if (made != null) return made;
        byte[] text = new byte[HASH_LENGTH];
        format(first, text, 0);
        format(second, text, 16);
        format(third, text, 32);
        format(fourth, text, 48);
        made = new String(text, ISO_8859_1);
        hash = made;
        return made;
    }

    private static void format(long value, byte[] text, int from) {
        for (int i = from + 15; i >= from; i--) {
            text[i] = HEX[(int) value & 15];
            value >>>= 4;
        }
    }

    /** Length of the content, at least 0. */
    public long sizeBytes() {
        return sizeBytes;
    }

    /** Writes the 32 bytes of the hash, then the size. */
    void writeTo(CanonicalOutput out) {
        out.writeLong(first)
                .writeLong(second)
                .writeLong(third)
                .writeLong(fourth)
                .writeLong(sizeBytes);
    }

    static Digest readFrom(CanonicalInput in) {
        long first = in.readLong();
        long second = in.readLong();
        long third = in.readLong();
        long fourth = in.readLong();
        long size = in.readLong();
        if (size < 0) throw new MalformedContentException("size of a content: " + size);
        return new Digest(first, second, third, fourth, size);
    }

    /** By hash, then size. */
    @Override
    public int compareTo(Digest other) {
        int order = Long.compareUnsigned(first, other.first);
        if (order == 0) order = Long.compareUnsigned(second, other.second);
        if (order == 0) order = Long.compareUnsigned(third, other.third);
        if (order == 0) order = Long.compareUnsigned(fourth, other.fourth);
        return order == 0 ? Long.compare(sizeBytes, other.sizeBytes) : order;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Digest digest
                && first == digest.first
                && second == digest.second
                && third == digest.third
                && fourth == digest.fourth
                && sizeBytes == digest.sizeBytes;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(first); // as even as any
    }

    @Override
    public String toString() {
        return hash() + "/" + sizeBytes;
    }
}

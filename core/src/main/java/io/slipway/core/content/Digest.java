package io.slipway.core.content;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The name of some bytes: their SHA-256 in lower-case hex, and how many there are. Two contents with one digest are the
 * same content.
 *
 * <p>Immutable. Written {@code hash/size}, as the Remote Execution API writes it.
 *
 * @param hash 64 lower-case hex digits
 * @param sizeBytes length of the content, at least 0
 */
public record Digest(String hash, long sizeBytes) implements Comparable<Digest> {
    static final int HASH_BYTES = 32;
    private static final int HASH_LENGTH = 2 * HASH_BYTES;
    private static final int BUFFER_BYTES = 1 << 16;

    public Digest {
        requireNonNull(hash, "hash");
        if (!isLowerHex(hash)) {
            throw new IllegalArgumentException("hash: " + hash + " (expected: 64 lower-case hex digits)");
        }
        if (sizeBytes < 0) throw new IllegalArgumentException("sizeBytes: " + sizeBytes + " (expected: >= 0)");
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
        return new Digest(HexFormat.of().formatHex(sha256), sizeBytes);
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
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256; use a complete Java 17 or later", e);
        }
    }

    private static boolean isLowerHex(String text) {
        if (text.length() != HASH_LENGTH) return false;
        for (int i = 0; i < HASH_LENGTH; i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) return false;
        }
        return true;
    }

    /** Writes the 32 bytes of the hash into {@code bytes}, from {@code offset}. */
    void copyHashInto(byte[] bytes, int offset) {
        for (int i = 0; i < HASH_BYTES; i++) {
            int high = Character.digit(hash.charAt(2 * i), 16);
            bytes[offset + i] = (byte) (high << 4 | Character.digit(hash.charAt(2 * i + 1), 16));
        }
    }

    @Override
    public int compareTo(Digest other) {
        int byHash = hash.compareTo(other.hash);
        return byHash != 0 ? byHash : Long.compare(sizeBytes, other.sizeBytes);
    }

    @Override
    public String toString() {
        return hash + "/" + sizeBytes;
    }
}

package io.slipway.core.audit;

import io.slipway.core.content.Digest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * Makes each entry's hash out of its bytes and the hash before it: {@code SHA-256(previous hash || bytes)}. Whoever
 * changes, drops or moves an entry changes every hash after it. Immutable and thread-safe.
 */
public final class AuditChain {
    /** Stands before the first entry. */
    public static final String START = "0".repeat(64);

    private AuditChain() {}

    /**
     * The hash of an entry.
     *
     * @param previousHash of the entry before, {@link #START} for the first; 64 lower-case hex digits
     * @param entry its encoded bytes
     */
    public static String next(String previousHash, byte[] entry) {
        MessageDigest sha = Digest.sha256();
        sha.update(previousHash.getBytes(StandardCharsets.US_ASCII));
        sha.update(entry);
        return HexFormat.of().formatHex(sha.digest());
    }
}

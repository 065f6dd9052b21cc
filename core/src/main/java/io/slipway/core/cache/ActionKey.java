package io.slipway.core.cache;

import io.slipway.core.content.Digest;
import org.jspecify.annotations.Nullable;

/**
 * The name of a piece of work: the SHA-256 of everything that may change what it makes. Two tasks with one key make the
 * same outputs. Immutable.
 *
 * @param hash 64 lower-case hex digits
 */
public record ActionKey(String hash) implements Comparable<ActionKey> {
    public ActionKey {
        hash = new Digest(hash, 0).hash();
    }

    // Written out, as every run comes by here: what a record is given costs a fresh JVM 20 ms.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ActionKey key && hash.equals(key.hash);
    }

    @Override
    public int hashCode() {
        return hash.hashCode();
    }

    @Override
    public int compareTo(ActionKey other) {
        return hash.compareTo(other.hash);
    }

    @Override
    public String toString() {
        return hash;
    }
}

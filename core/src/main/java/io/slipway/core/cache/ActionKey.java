package io.slipway.core.cache;

import io.slipway.core.content.Digest;

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

    @Override
    public int compareTo(ActionKey other) {
        return hash.compareTo(other.hash);
    }

    @Override
    public String toString() {
        return hash;
    }
}

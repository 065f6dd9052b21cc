package io.slipway.core.local.store;

import static java.util.Objects.requireNonNull;

import io.slipway.core.cache.ActionKey;
import io.slipway.core.content.Digest;
import java.time.Duration;
import java.util.Set;

/**
 * What a garbage collection leaves in the store. Immutable.
 *
 * @param maxBytes the least recently used leave until no more than this is there
 * @param maxAge what was not used for longer leaves even if there is room
 * @param recent what was used this recently stays even if there is no room: it belongs to recent runs, of any workspace
 * @param keepActions results that stay in any case, with all they name
 * @param keepContents contents that stay in any case
 */
public record Retention(
        long maxBytes, Duration maxAge, Duration recent, Set<ActionKey> keepActions, Set<Digest> keepContents) {
    private static final Duration RECENT = Duration.ofDays(1); // yesterday's branch is built again today

    public Retention {
        if (maxBytes < 0) throw new IllegalArgumentException("maxBytes: " + maxBytes + " (expected: >= 0)");
        requireNotNegative("maxAge", maxAge);
        requireNotNegative("recent", recent);
        keepActions = Set.copyOf(keepActions);
        keepContents = Set.copyOf(keepContents);
    }

    private static void requireNotNegative(String name, Duration duration) {
        requireNonNull(duration, name);
        if (duration.isNegative()) {
            throw new IllegalArgumentException(name + ": " + duration + " (expected: not negative)");
        }
    }

    /** By size and age; what was used within a day stays. */
    public static Retention of(long maxBytes, Duration maxAge) {
        return new Retention(maxBytes, maxAge, RECENT, Set.of(), Set.of());
    }

    public Retention withRecent(Duration recent) {
        return new Retention(maxBytes, maxAge, recent, keepActions, keepContents);
    }

    public Retention keeping(Set<ActionKey> actions, Set<Digest> contents) {
        return new Retention(maxBytes, maxAge, recent, actions, contents);
    }
}

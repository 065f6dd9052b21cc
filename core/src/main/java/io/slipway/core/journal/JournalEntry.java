package io.slipway.core.journal;

import io.slipway.core.run.Event;
import java.time.Instant;

/**
 * One event as it was written down. Immutable.
 *
 * @param sequence from 1, without gaps
 * @param actor who made it happen: a user, or {@code slipway}
 * @param previousHash hash of the entry before, as the audit chain makes it
 */
public record JournalEntry(long sequence, Instant at, String actor, String previousHash, Event event) {}

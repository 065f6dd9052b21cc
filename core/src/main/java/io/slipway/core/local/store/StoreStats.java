package io.slipway.core.local.store;

import java.time.Instant;
import java.util.Optional;

/**
 * How much is in a store. Bytes are lengths of files, without what the file system adds. Immutable.
 *
 * @param actions number of results
 * @param contents number of contents beside those that results carry themselves
 * @param quarantined number of damaged entries that were set aside
 * @param oldestUse when the entry that was not used for longest was last used, to the hour; absent when there is none
 */
public record StoreStats(
        long actions,
        long actionBytes,
        long contents,
        long contentBytes,
        long quarantined,
        long quarantinedBytes,
        Optional<Instant> oldestUse) {
    /** Bytes of results and contents. */
    public long bytes() {
        return actionBytes + contentBytes;
    }
}

package io.slipway.core.local.store;

import io.slipway.core.cache.ActionKey;
import java.util.List;

/**
 * What a look at every byte of a store found. Immutable.
 *
 * @param actions results that are sound
 * @param contents contents that are sound
 * @param bytes length of those
 * @param damaged entries that were not what their name says and are in quarantine now, such as {@code contents/2cf24d…}
 * @param incomplete results that were forgotten, because contents they name are gone
 */
public record Verification(long actions, long contents, long bytes, List<String> damaged, List<ActionKey> incomplete) {
    public Verification {
        damaged = List.copyOf(damaged);
        incomplete = List.copyOf(incomplete);
    }

    public boolean isSound() {
        return damaged.isEmpty();
    }
}

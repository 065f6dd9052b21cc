package io.slipway.core.local.store;

/**
 * What a garbage collection did. Immutable.
 *
 * @param ran false when another one is at this store: nothing was done
 * @param actionsRemoved results
 * @param contentsRemoved contents
 * @param bytesRemoved length of both
 * @param bytesLeft length of what stays
 * @param leftoversRemoved files that killed processes had not finished, and old damaged entries
 */
public record GarbageCollection(
        boolean ran,
        long actionsRemoved,
        long contentsRemoved,
        long bytesRemoved,
        long bytesLeft,
        long leftoversRemoved) {
    static final GarbageCollection NOT_RUN = new GarbageCollection(false, 0, 0, 0, 0, 0);
}

package io.slipway.core.local.store;

import io.slipway.core.cache.ActionResult;
import org.ehcache.Cache;
import org.ehcache.CacheManager;
import org.ehcache.config.CacheConfiguration;
import org.ehcache.config.builders.CacheConfigurationBuilder;
import org.ehcache.config.builders.CacheManagerBuilder;
import org.ehcache.config.builders.ExpiryPolicyBuilder;
import org.ehcache.config.builders.ResourcePoolsBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Ehcache on the heap: some thousand results and small contents, the least used leaving first. An entry stays no longer
 * than it takes until its use has to be written down again, because a hit here does not write it. Thread-safe.
 */
final class EhcacheTier implements AutoCloseable {
    /** Larger contents are rare, and the page cache of the system has them. */
    static final int MOST_BYTES_EACH = 16 << 10;

    private static final int MOST_CONTENTS = 10_000;
    private static final int SHARE_OF_HEAP = 8; // what all contents together may take of it, were each of the largest
    private static final int MOST_RESULTS = 10_000;
    private static final int MOST_FILES_EACH = 200; // about 40 KiB

    private final CacheManager manager;
    private final Cache<String, ActionResult> results;
    private final Cache<String, byte[]> contents;

    EhcacheTier() {
        manager = CacheManagerBuilder.newCacheManagerBuilder().build(true);
        results = manager.createCache("results", heap(ActionResult.class, MOST_RESULTS));
        long room = Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP / MOST_BYTES_EACH;
        contents = manager.createCache("contents", heap(byte[].class, Math.max(1, Math.min(MOST_CONTENTS, room))));
    }

    private static <T> CacheConfiguration<String, T> heap(Class<T> type, long entries) {
        return CacheConfigurationBuilder.newCacheConfigurationBuilder(
                        String.class, type, ResourcePoolsBuilder.heap(entries))
                .withExpiry(ExpiryPolicyBuilder.timeToLiveExpiration(StoreFiles.USE_GRANULARITY))
                .build();
    }

    @Nullable
    ActionResult find(String key) {
        return results.get(key);
    }

    void keep(String key, ActionResult result) {
        int files = result.outputs().fileCount() + result.reports().fileCount();
        if (files <= MOST_FILES_EACH) results.put(key, result);
    }

    void forget(String key) {
        results.remove(key);
    }

    byte @Nullable [] read(String digest) {
        return contents.get(digest);
    }

    void keep(String digest, byte[] bytes) {
        contents.put(digest, bytes);
    }

    @Override
    public void close() {
        manager.close();
    }
}

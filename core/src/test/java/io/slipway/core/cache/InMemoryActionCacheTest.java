package io.slipway.core.cache;

class InMemoryActionCacheTest extends ActionCacheContract {
    @Override
    protected ActionCache newCache() {
        return new InMemoryActionCache();
    }
}

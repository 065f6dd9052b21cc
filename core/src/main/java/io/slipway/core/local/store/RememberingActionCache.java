package io.slipway.core.local.store;

import io.slipway.core.cache.ActionCache;
import io.slipway.core.cache.ActionKey;
import io.slipway.core.cache.ActionResult;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An action cache with a {@link MemoryTier} in front. Thread-safe. */
final class RememberingActionCache implements ActionCache {
    private final ActionCache behind;
    private final MemoryTier memory;

    RememberingActionCache(ActionCache behind, MemoryTier memory) {
        this.behind = behind;
        this.memory = memory;
    }

    @Override
    public Optional<ActionResult> find(ActionKey key) {
        @Nullable ActionResult remembered = memory.find(key);
        if (remembered != null) return Optional.of(remembered);
        Optional<ActionResult> found = behind.find(key);
        if (found.isPresent()) memory.found(key, found.get());
        return found;
    }

    @Override
    public void put(ActionKey key, ActionResult result) {
        behind.put(key, result);
        memory.forget(key);
    }

    @Override
    public void remove(ActionKey key) {
        memory.forget(key);
        behind.remove(key);
    }
}

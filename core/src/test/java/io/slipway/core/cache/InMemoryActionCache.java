package io.slipway.core.cache;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A cache for tests that forgets everything with the process. Thread-safe. */
public final class InMemoryActionCache implements ActionCache {
    private final Map<ActionKey, ActionResult> results = new ConcurrentHashMap<>();

    @Override
    public Optional<ActionResult> find(ActionKey key) {
        return Optional.ofNullable(results.get(key));
    }

    @Override
    public void put(ActionKey key, ActionResult result) {
        results.put(key, result);
    }

    @Override
    public void remove(ActionKey key) {
        results.remove(key);
    }

    /** How many results it holds. */
    public int size() {
        return results.size();
    }
}

package io.slipway.core.local;

import io.slipway.core.cache.Action;
import io.slipway.core.cache.ActionCache;
import io.slipway.core.cache.ActionKey;
import io.slipway.core.cache.ActionResult;
import io.slipway.core.cache.Invalidation;
import io.slipway.core.cache.Invalidation.Cause.Kind;
import io.slipway.core.content.ContentStore;
import io.slipway.core.content.ContentStoreException;
import io.slipway.core.content.MalformedContentException;
import io.slipway.core.pipeline.TaskAddress;
import java.util.Optional;

/** Says why nothing is kept under a task's key, by comparing with what its last key was made of. Thread-safe. */
public final class MissReason {
    private final TaskHistory history;
    private final ActionCache cache;
    private final ContentStore store;

    public MissReason(TaskHistory history, ActionCache cache, ContentStore store) {
        this.history = history;
        this.cache = cache;
        this.store = store;
    }

    public Invalidation of(TaskAddress task, Action action, ActionKey key) {
        Optional<ActionKey> last = history.lastKey(task);
        if (last.isEmpty()) return Invalidation.because(Kind.NEVER_RAN, "");
        if (last.get().equals(key)) return Invalidation.because(Kind.RESULT_GONE, "");
        Optional<Action> before = lastAction(task);
        if (before.isEmpty()) return Invalidation.because(Kind.RESULT_GONE, "");
        return Invalidation.between(before.get(), action);
    }

    /** What the task's last key was made of; absent when it never ran here or the record is gone. */
    Optional<Action> lastAction(TaskAddress task) {
        Optional<ActionKey> last = history.lastKey(task);
        if (last.isEmpty()) return Optional.empty();
        try {
            Optional<ActionResult> result = cache.find(last.get());
            if (result.isEmpty()) return Optional.empty();
            return result.get().contents(store).read(result.get().preimage()).map(Action::decode);
        } catch (ContentStoreException | MalformedContentException e) {
            return Optional.empty(); // an unknown past only makes the answer less precise
        }
    }
}

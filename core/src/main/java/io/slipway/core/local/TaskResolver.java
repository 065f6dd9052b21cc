package io.slipway.core.local;

import io.slipway.core.cache.ActionCache;
import io.slipway.core.cache.ActionKey;
import io.slipway.core.cache.ActionResult;
import io.slipway.core.cache.Invalidation;
import io.slipway.core.cache.Invalidation.Cause.Kind;
import io.slipway.core.content.ContentStore;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.schedule.Input;
import java.util.Optional;

/**
 * Finds out whether a task has to run: makes its key, looks it up, and brings its outputs into place when its result is
 * there. Thread-safe.
 */
final class TaskResolver {
    private final LocalRun run;
    private final ActionCache cache;
    private final ContentStore store;
    private final TaskFiles files;
    private final MissReason missReason;
    private final TaskHistory history;
    private final boolean rebuild;

    /**
     * @param rebuild whether every task has to run though its result may be there
     */
    TaskResolver(
            LocalRun run,
            ActionCache cache,
            ContentStore store,
            TaskFiles files,
            MissReason missReason,
            TaskHistory history,
            boolean rebuild) {
        this.run = run;
        this.cache = cache;
        this.store = store;
        this.files = files;
        this.missReason = missReason;
        this.history = history;
        this.rebuild = rebuild;
    }

    /** The answer to {@link io.slipway.core.schedule.Effect.Resolve}. */
    Input resolve(TaskAddress address) {
        PreparedTask prepared = run.prepare(address);
        Task task = prepared.task();
        ActionKey key = prepared.key();
        if (rebuild) return miss(address, Optional.of(key), Invalidation.because(Kind.REBUILD_ASKED, ""));
        Optional<ActionResult> found = cache.find(key);
        if (found.isEmpty()) {
            return miss(address, Optional.of(key), missReason.of(address, prepared.action(), key));
        }
        ActionResult result = found.get();
        if (!files.restore(task, result, result.contents(store))) {
            cache.remove(key);
            return miss(address, Optional.of(key), Invalidation.because(Kind.RESULT_GONE, ""));
        }
        run.made(address, result.outputs());
        history.rememberKey(address, key);
        return new Input.Hit(run.id(), address, key, result.outputs().digest(), result.wall());
    }

    private Input miss(TaskAddress task, Optional<ActionKey> key, Invalidation because) {
        return new Input.Miss(run.id(), task, key, because);
    }
}

package io.slipway.core.local;

import io.slipway.core.cache.ActionKey;
import io.slipway.core.cache.ActionResult;
import io.slipway.core.cache.Invalidation;
import io.slipway.core.cache.Invalidation.Cause.Kind;
import io.slipway.core.local.StandingResults.Standing;
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
    private final LocalStore store;
    private final TaskFiles files;
    private final MissReason missReason;
    private final TaskHistory history;
    private final boolean rebuild;

    /**
     * @param rebuild whether every task has to run though its result may be there
     */
    TaskResolver(
            LocalRun run,
            LocalStore store,
            TaskFiles files,
            MissReason missReason,
            TaskHistory history,
            boolean rebuild) {
        this.run = run;
        this.store = store;
        this.files = files;
        this.missReason = missReason;
        this.history = history;
        this.rebuild = rebuild;
    }

    /** The answer to {@link io.slipway.core.schedule.Effect.Resolve}. */
    Input resolve(TaskAddress address) {
        if (!rebuild) {
            Optional<Input> standing = standing(address);
            if (standing.isPresent()) return standing.get();
        }
        PreparedTask prepared = run.prepare(address);
        Task task = prepared.task();
        ActionKey key = prepared.key();
        if (rebuild) return miss(address, Optional.of(key), Invalidation.because(Kind.REBUILD_ASKED, ""));
        Optional<ActionResult> found = store.actions().find(key);
        if (found.isEmpty()) {
            return miss(address, Optional.of(key), missReason.of(address, prepared.action(), key));
        }
        ActionResult result = found.get();
        if (!files.restore(task, result, result.contents(store.contents()))) {
            store.actions().remove(key);
            return miss(address, Optional.of(key), Invalidation.because(Kind.RESULT_GONE, ""));
        }
        run.made(address, result.outputs());
        run.standsNow(task, Standing.of(key, result.outputs(), result.reports(), result.wall(), store.mark(key)));
        history.rememberKey(address, key);
        return new Input.Hit(run.id(), address, key, result.outputs().digest(), result.wall());
    }

    /** Nothing has changed since the last run, and what it left still lies there. */
    private Optional<Input> standing(TaskAddress address) {
        Task task = run.task(address);
        Optional<Standing> found = run.standing(task);
        if (found.isEmpty()) return Optional.empty();
        Standing result = found.get();
        boolean isAsLeft =
                result.mark() != 0 && store.mark(result.key()) == result.mark() && files.isInPlace(task, result.left());
        if (!isAsLeft) return Optional.empty();
        run.madeAsRecorded(address, result.outputs());
        run.standsNow(task, result);
        history.rememberKey(address, result.key());
        return Optional.of(new Input.Hit(run.id(), address, result.key(), result.outputs(), result.wall()));
    }

    private Input miss(TaskAddress task, Optional<ActionKey> key, Invalidation because) {
        return new Input.Miss(run.id(), task, key, because);
    }
}

package io.slipway.core.local;

import io.slipway.core.cache.Action;
import io.slipway.core.content.Tree;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.RunId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the effects of one run share: the sources as they were when it began, and what its tasks have made so far.
 * Thread-safe.
 */
final class LocalRun {
    private final RunId id;
    private final Pipeline pipeline;
    private final ActionFactory actions;
    private final Map<TaskAddress, Tree> outputs = new ConcurrentHashMap<>();
    private final Map<TaskAddress, PreparedTask> prepared = new ConcurrentHashMap<>();

    LocalRun(RunId id, Pipeline pipeline, ActionFactory actions) {
        this.id = id;
        this.pipeline = pipeline;
        this.actions = actions;
    }

    RunId id() {
        return id;
    }

    /** The task with its key: made when its needs are done, and the same until it ends. */
    PreparedTask prepare(TaskAddress address) {
        PreparedTask known = prepared.get(address);
        if (known != null) return known;
        Task task = pipeline.get(address);
        Action action = actions.of(task, needed -> Optional.ofNullable(outputs.get(needed)));
        PreparedTask made = new PreparedTask(task, action, action.key());
        prepared.put(address, made);
        return made;
    }

    /** What a done task made, by workspace path. */
    void made(TaskAddress task, Tree tree) {
        outputs.put(task, tree);
        prepared.remove(task);
    }
}

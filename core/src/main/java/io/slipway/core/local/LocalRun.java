package io.slipway.core.local;

import io.slipway.core.cache.Action;
import io.slipway.core.cache.ActionFactory;
import io.slipway.core.content.Digest;
import io.slipway.core.content.Tree;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.RunId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the effects of one run share: the sources as they were when it began, and what its tasks have made so far.
 * Thread-safe.
 */
final class LocalRun {
    private final RunId id;
    private final Pipeline pipeline;
    private final ActionFactory actions;
    private final RecordedOutputs recorded;
    private final StandingResults standing;
    /** Those with secrets, and those that files with secrets in them may reach. */
    private final Set<TaskAddress> nearSecrets;

    private final Map<TaskAddress, Made> made = new ConcurrentHashMap<>();
    private final Map<TaskAddress, PreparedTask> prepared = new ConcurrentHashMap<>();

    /**
     * @param tree absent while nobody asked for it; it is then what the task has recorded
     */
    private record Made(Digest digest, Optional<Tree> tree) {}

    LocalRun(RunId id, Pipeline pipeline, ActionFactory actions, RecordedOutputs recorded, StandingResults standing) {
        this.id = id;
        this.pipeline = pipeline;
        this.actions = actions;
        this.recorded = recorded;
        this.standing = standing;
        List<TaskAddress> trusted = pipeline.tasks().stream()
                .filter(task -> !task.secrets().isEmpty())
                .map(Task::address)
                .toList();
        this.nearSecrets = trusted.isEmpty() ? Set.of() : pipeline.graph().withAllAfter(trusted);
    }

    RunId id() {
        return id;
    }

    Task task(TaskAddress address) {
        return pipeline.get(address);
    }

    /** Whether secrets can be in what the task prints and makes: its own, or those of a task that comes before it. */
    boolean isNearSecrets(TaskAddress address) {
        return nearSecrets.contains(address);
    }

    /** The task with its key: made when its needs are done, and the same until it ends. */
    PreparedTask prepare(TaskAddress address) {
        PreparedTask known = prepared.get(address);
        if (known != null) return known;
        Task task = pipeline.get(address);
        Action action = actions.of(task, this::outputs);
        PreparedTask ready = new PreparedTask(task, action, action.key());
        prepared.put(address, ready);
        return ready;
    }

    private Optional<Tree> outputs(TaskAddress address) {
        Made known = made.get(address);
        if (known == null) return Optional.empty();
        return known.tree().isPresent() ? known.tree() : Optional.of(recorded(address));
    }

    /** The outputs that the task left in the workspace when it last ended, by workspace path. */
    Tree recorded(TaskAddress address) {
        Task task = pipeline.get(address);
        return task.outputs().select(recorded.of(address), task.directory());
    }

    /** What the task, all of whose needs are done, came to the last time, if that still stands. */
    Optional<StandingResults.Standing> standing(Task task) {
        return standing.find(
                task, needed -> Optional.ofNullable(made.get(needed)).map(Made::digest));
    }

    /** The task is done, and what it came to may stand in the next run too. */
    void standsNow(Task task, StandingResults.Standing result) {
        standing.remember(task, result);
    }

    /** What a done task made, by workspace path. */
    void made(TaskAddress task, Tree tree) {
        made.put(task, new Made(tree.digest(), Optional.of(tree)));
        prepared.remove(task);
    }

    /** As {@link #made(TaskAddress, Tree)}, for what is recorded of the task already. */
    void madeAsRecorded(TaskAddress task, Digest digest) {
        made.put(task, new Made(digest, Optional.empty()));
    }
}

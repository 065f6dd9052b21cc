package io.slipway.core.schedule;

import io.slipway.core.cache.ActionKey;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Equal work in flight is done once: who runs, or is queued to run, what has a key, and who waits for that. Moved only by
 * events, through {@link SchedulerState}; confined to its thread. O(1) for each call and each that waits.
 */
final class SameWork {
    private final Map<ActionKey, TaskNode> owners = new HashMap<>();
    private final Map<ActionKey, Set<TaskNode>> waiters = new HashMap<>();

    /** Who runs, or is queued to run, what has this key. */
    @Nullable
    TaskNode ownerOf(ActionKey key) {
        return owners.get(key);
    }

    /** Those who wait for {@code owner} to end, because they are the same work. */
    List<TaskNode> waitingFor(TaskNode owner) {
        Optional<ActionKey> key = owner.taskRun.key();
        if (key.isEmpty() || owners.get(key.get()) != owner) return List.of();
        Set<TaskNode> waiting = waiters.get(key.get());
        return waiting == null ? List.of() : List.copyOf(waiting);
    }

    /**
     * It has to run, and does the work of this key from now on.
     *
     * @throws IllegalStateException when another does already
     */
    void own(TaskNode node, ActionKey key) {
        TaskNode owner = owners.putIfAbsent(key, node);
        if (owner == null) return;
        throw new IllegalStateException(node + ": " + owner + " does the same work already; the journal is damaged");
    }

    void await(TaskNode node, ActionKey key) {
        node.awaitedKey = key;
        waiters.computeIfAbsent(key, same -> new LinkedHashSet<>()).add(node);
    }

    void stopWaiting(TaskNode node) {
        ActionKey key = node.awaitedKey;
        if (key == null) return;
        node.awaitedKey = null;
        Set<TaskNode> waiting = waiters.get(key);
        if (waiting == null) return;
        waiting.remove(node);
        if (waiting.isEmpty()) waiters.remove(key);
    }

    /** It came to its end: it waits for nobody, and nobody for it. */
    void ended(TaskNode node) {
        stopWaiting(node);
        Optional<ActionKey> key = node.taskRun.key();
        if (key.isEmpty() || !owners.remove(key.get(), node)) return;
        Set<TaskNode> waiting = waiters.remove(key.get());
        if (waiting == null) return;
        for (TaskNode waiter : waiting) waiter.awaitedKey = null;
    }
}

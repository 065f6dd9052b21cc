package io.slipway.jenkins.host;

import hudson.Extension;
import hudson.model.Item;
import hudson.model.Label;
import hudson.model.Queue;
import hudson.model.Run;
import hudson.model.queue.QueueListener;
import io.slipway.jenkins.queue.QueuePolicy;
import io.slipway.jenkins.queue.QueuedItem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * What waits in Jenkins' queue for an executor, as room {@code queue} knows it. A build of a job and a {@code node} block of
 * a Pipeline are the same here; the run of a Pipeline itself, which needs no executor, is none of them. Thread-safe; each
 * item is described once for each policy.
 */
final class QueueItems {
    /** Those in the queue now, by id. */
    private static final ConcurrentMap<Long, Queue.Item> WAITING = new ConcurrentHashMap<>();

    private final QueuePolicy policy;
    private final Map<Long, QueuedItem> described = new ConcurrentHashMap<>();

    QueueItems(QueuePolicy policy) {
        this.policy = policy;
    }

    /** Whether the item is one that is decided about here. */
    static boolean isOrdinary(Queue.Item item) {
        Queue.Task task = item.getTask();
        return !(task instanceof Queue.FlyweightTask)
                && !(task instanceof DecidedElsewhere)
                && !PlacedBodies.isPlaced(item);
    }

    /** Quick enough to be asked under the lock of the queue: the names of task and label, and no more. */
    QueuedItem describe(Queue.Item item) {
        QueuedItem known = described.get(item.getId());
        return known != null ? known : described.computeIfAbsent(item.getId(), id -> read(item));
    }

    private QueuedItem read(Queue.Item item) {
        Queue.Task task = item.getTask();
        Queue.Task owner = task.getOwnerTask();
        // Freestyle builds take what is around them; a block of a Pipeline is told from the others by where it may run.
        String label = Optional.ofNullable(item.getAssignedLabel())
                .map(Label::getExpression)
                .orElse("");
        String block = owner == task ? "" : "node " + label;
        return QueuedItem.of(
                        policy,
                        item.getId(),
                        jobOf(owner),
                        block.strip(),
                        label,
                        Instant.ofEpochMilli(item.getInQueueSince()))
                .inTheNameOf(buildOf(task));
    }

    /** The build that a block belongs to, as reservations name it; nothing for a build that has not begun. */
    private static String buildOf(Queue.Task task) {
        return task.getOwnerExecutable() instanceof Run<?, ?> build ? build.getExternalizableId() : "";
    }

    private static String jobOf(Queue.Task owner) {
        return owner instanceof Item job ? job.getFullName() : owner.getFullDisplayName();
    }

    /** All that wait now; what came in the order in which it came. */
    List<QueuedItem> waiting() {
        // Told of by the listener; and once more from the queue, should somebody not have told.
        Map<Long, Queue.Item> all = new TreeMap<>(WAITING);
        for (Queue.Item item : Queue.getInstance().getBuildableItems()) all.putIfAbsent(item.getId(), item);
        List<QueuedItem> waiting = new ArrayList<>();
        for (Queue.Item item : all.values()) if (isOrdinary(item)) waiting.add(describe(item));
        return waiting;
    }

    /** Forgets the descriptions of all others. */
    void keep(Collection<Long> ids) {
        Set<Long> kept = Set.copyOf(ids);
        described.keySet().removeIf(id -> !kept.contains(id) && !WAITING.containsKey(id));
    }

    /** Called under the lock of the queue. */
    @Extension
    public static final class Changes extends QueueListener {
        @Override
        public void onEnterBlocked(Queue.BlockedItem item) {
            WAITING.put(item.getId(), item);
            OrdinaryQueue.signal();
        }

        @Override
        public void onEnterBuildable(Queue.BuildableItem item) {
            WAITING.put(item.getId(), item);
            OrdinaryQueue.signal();
        }

        @Override
        public void onLeft(Queue.LeftItem item) {
            WAITING.remove(item.getId());
            OrdinaryQueue.signal();
        }
    }
}

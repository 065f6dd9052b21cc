package io.slipway.core.schedule;

import io.slipway.core.agent.Fleet;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.Selector;
import io.slipway.core.pipeline.Task;
import io.slipway.core.run.WaitReason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that have to run, in the order of {@link TaskNode#compareTo}, arranged so that finding the first that fits does
 * not mean looking at all that do not.
 *
 * <p>Tasks of one {@link Shape} fit together or not at all, so only the first of each shape is a candidate. A task whose
 * lock is busy is set aside under that lock; when the lock is given back, the first of each shape comes back. So with
 * <i>s</i> shapes a decision costs O(s log n), and every task is set aside at most once each time its lock changes hands.
 *
 * <p>The tasks that waited longest for something are watched. Each time another takes what one of them lacks, it has been
 * overtaken; after some times it is its turn: whatever it was ever found to lack is then left to it. A task that waits
 * even longer is not bound by that, so the one that waits longest is never held up by another's turn, and no two can
 * block each other.
 *
 * <p>Moved only by events, through {@link SchedulerState}; confined to its thread.
 */
final class TaskQueue {
    /** So many of the longest waiting are watched: enough to be fair, few enough to go through each time. */
    private static final int WATCHED = 16;

    private final Fleet fleet;
    private final Map<Ask, Shape> shapes = new HashMap<>();
    private final TreeSet<TaskNode> heads = new TreeSet<>();
    private final Map<String, Map<Shape, TreeSet<TaskNode>>> parked = new HashMap<>();
    private final LinkedHashSet<TaskNode> lacking = new LinkedHashSet<>();

    TaskQueue(Fleet fleet) {
        this.fleet = fleet;
    }

    Shape shapeOf(Task task) {
        return shapes.computeIfAbsent(
                new Ask(task.requires(), task.resources()), ask -> new Shape(ask.requires(), ask.resources()));
    }

    private record Ask(Selector requires, Resources resources) {
        // Written out, as every run comes by here: what a record is given costs a fresh JVM 20 ms.
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Ask ask
                    && resources.equals(ask.resources)
                    && requires.ranges().equals(ask.requires.ranges());
        }

        @Override
        public int hashCode() {
            return 31 * requires.ranges().keySet().hashCode() + resources.milliCpu();
        }
    }

    /** The first of all that may be looked at. */
    @Nullable
    TaskNode first() {
        return heads.isEmpty() ? null : heads.first();
    }

    /** The first of its shape that comes after {@code node}; the one to look at when {@code node} did not start. */
    @Nullable
    TaskNode headAfter(TaskNode node) {
        return heads.higher(node);
    }

    /** Those that waited longest for something they lack, longest first. */
    List<TaskNode> watched() {
        if (lacking.isEmpty()) return List.of();
        List<TaskNode> watched = new ArrayList<>(Math.min(WATCHED, lacking.size()));
        for (TaskNode node : lacking) {
            watched.add(node);
            if (watched.size() == WATCHED) break;
        }
        return watched;
    }

    void add(TaskNode node) {
        node.lackedCpu = false;
        node.lackedMemory = false;
        node.lackedLock = false;
        node.overtaken = 0;
        node.lastReasons = List.of();
        addCandidate(node);
    }

    /** It was looked at and not started. */
    void hold(TaskNode node, List<WaitReason> reasons) {
        node.lastReasons = reasons;
        @Nullable String lock = null;
        for (WaitReason reason : reasons) {
            switch (reason.kind()) {
                case CPU -> node.lackedCpu = true;
                case MEMORY -> node.lackedMemory = true;
                case LOCK -> node.lackedLock = true;
                default -> {}
            }
            boolean isAboutLock = reason.kind() == WaitReason.Kind.LOCK || reason.kind() == WaitReason.Kind.TURN;
            if (lock == null && isAboutLock && !reason.subject().isEmpty()) lock = reason.subject();
        }
        if (node.lacksSomething()) lacking.add(node);
        if (lock != null && node.parkedOn == null) park(node, lock);
    }

    private void park(TaskNode node, String lock) {
        removeCandidate(node);
        node.parkedOn = lock;
        parked.computeIfAbsent(lock, name -> new LinkedHashMap<>())
                .computeIfAbsent(node.shape, shape -> new TreeSet<>())
                .add(node);
        // It was perhaps the one that was called for another of its locks, and cannot use it now.
        for (String other : node.task.locks()) {
            if (!other.equals(lock) && fleet.holderOf(other).isEmpty()) wakeNextAfter(node, other);
        }
    }

    /** It runs now. */
    void start(TaskNode node) {
        for (TaskNode other : watched()) {
            if (other != node && takesWhatLacks(node, other)) other.overtaken++;
        }
        remove(node);
    }

    /** It will not run. */
    void leave(TaskNode node) {
        remove(node);
        for (String lock : node.task.locks()) {
            if (fleet.holderOf(lock).isEmpty()) wake(lock);
        }
    }

    /** The lock was given back. */
    void wake(String lock) {
        Map<Shape, TreeSet<TaskNode>> waiting = parked.get(lock);
        if (waiting == null) return;
        for (TreeSet<TaskNode> ofShape : List.copyOf(waiting.values())) unpark(ofShape.first());
    }

    private void wakeNextAfter(TaskNode node, String lock) {
        Map<Shape, TreeSet<TaskNode>> waiting = parked.get(lock);
        TreeSet<TaskNode> ofShape = waiting == null ? null : waiting.get(node.shape);
        TaskNode next = ofShape == null ? null : ofShape.higher(node);
        if (next != null) unpark(next);
    }

    private void unpark(TaskNode node) {
        removeParked(node);
        node.lastReasons = List.of();
        addCandidate(node);
    }

    private void remove(TaskNode node) {
        lacking.remove(node);
        if (node.parkedOn == null) {
            removeCandidate(node);
        } else {
            removeParked(node);
        }
    }

    private void removeParked(TaskNode node) {
        String lock = node.parkedOn;
        Map<Shape, TreeSet<TaskNode>> waiting = lock == null ? null : parked.get(lock);
        TreeSet<TaskNode> ofShape = waiting == null ? null : waiting.get(node.shape);
        if (waiting == null || ofShape == null || !ofShape.remove(node)) {
            throw new IllegalStateException(node + " is not set aside under " + lock + "; please report this");
        }
        node.parkedOn = null;
        if (ofShape.isEmpty()) waiting.remove(node.shape);
        if (waiting.isEmpty()) parked.remove(lock);
    }

    private void addCandidate(TaskNode node) {
        TreeSet<TaskNode> candidates = node.shape.candidates;
        if (!candidates.isEmpty()) {
            TaskNode head = candidates.first();
            candidates.add(node);
            if (candidates.first() != node) return;
            heads.remove(head);
        } else {
            candidates.add(node);
        }
        heads.add(node);
    }

    private void removeCandidate(TaskNode node) {
        TreeSet<TaskNode> candidates = node.shape.candidates;
        boolean wasHead = candidates.first() == node;
        candidates.remove(node);
        if (!wasHead) return;
        heads.remove(node);
        if (!candidates.isEmpty()) heads.add(candidates.first());
    }

    /** Whether {@code taker} takes something that {@code waiting} was found to lack. */
    static boolean takesWhatLacks(TaskNode taker, TaskNode waiting) {
        if (waiting.lackedCpu && taker.shape.resources.milliCpu() > 0) return true;
        if (waiting.lackedMemory && taker.shape.resources.memoryBytes() > 0) return true;
        return commonLock(taker, waiting) != null;
    }

    /** A lock that {@code taker} takes and that {@code waiting}, having lacked a lock, waits for. */
    @Nullable
    static String commonLock(TaskNode taker, TaskNode waiting) {
        if (!waiting.lackedLock) return null;
        for (String lock : taker.task.locks()) {
            if (waiting.task.locks().contains(lock)) return lock;
        }
        return null;
    }
}

package io.slipway.core.schedule;

import io.slipway.core.fairshare.Tenant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that are set aside under what they wait for: a lock or a throttle class. Of each {@linkplain Kind kind} the first
 * is enough to look at. Moved only by events, through {@link TaskQueue}; confined to the state's thread. O(log n) for each
 * task, and O(kinds) for all firsts.
 */
final class ParkedTasks {
    private final Map<String, Map<Kind, TreeSet<TaskNode>>> byObstacle = new HashMap<>();

    /**
     * Tasks of which none can start when the first cannot. Those of other tenants and priorities are others: all firsts
     * come back, and whose turn it is among them says the line.
     */
    record Kind(Shape shape, Map<String, Integer> throttles, Tenant tenant, int priority) {
        static Kind of(TaskNode node) {
            return new Kind(node.shape, node.task.throttles(), node.run.tenant(), node.queuedPriority);
        }
    }

    void add(TaskNode node, String obstacle) {
        Kind kind = Kind.of(node);
        node.parkedOn = obstacle;
        node.parkedAs = kind;
        byObstacle
                .computeIfAbsent(obstacle, name -> new LinkedHashMap<>())
                .computeIfAbsent(kind, like -> new TreeSet<>())
                .add(node);
    }

    /**
     * @throws IllegalStateException when it is not here
     */
    void remove(TaskNode node) {
        String obstacle = node.parkedOn;
        Kind kind = node.parkedAs;
        Map<Kind, TreeSet<TaskNode>> kinds = obstacle == null ? null : byObstacle.get(obstacle);
        TreeSet<TaskNode> alike = kinds == null || kind == null ? null : kinds.get(kind);
        if (kinds == null || kind == null || alike == null || !alike.remove(node)) {
            throw new IllegalStateException(node + " is not set aside under " + obstacle + "; please report this");
        }
        node.parkedOn = null;
        node.parkedAs = null;
        if (alike.isEmpty()) kinds.remove(kind);
        if (kinds.isEmpty()) byObstacle.remove(obstacle);
    }

    /** The first of each kind. */
    List<TaskNode> firsts(String obstacle) {
        Map<Kind, TreeSet<TaskNode>> kinds = byObstacle.get(obstacle);
        if (kinds == null) return List.of();
        List<TaskNode> firsts = new ArrayList<>(kinds.size());
        for (TreeSet<TaskNode> alike : kinds.values()) firsts.add(alike.first());
        return firsts;
    }

    /** The first of the kind of {@code node}, wherever that is itself. */
    @Nullable
    TaskNode firstLike(TaskNode node, String obstacle) {
        NavigableSet<TaskNode> alike = like(node, obstacle);
        return alike == null ? null : alike.first();
    }

    /** The next of the kind of {@code node} behind it. */
    @Nullable
    TaskNode nextLike(TaskNode node, String obstacle) {
        NavigableSet<TaskNode> alike = like(node, obstacle);
        return alike == null ? null : alike.higher(node);
    }

    private @Nullable NavigableSet<TaskNode> like(TaskNode node, String obstacle) {
        Map<Kind, TreeSet<TaskNode>> kinds = byObstacle.get(obstacle);
        return kinds == null ? null : kinds.get(Kind.of(node));
    }
}

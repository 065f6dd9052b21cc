package io.slipway.jenkins.host;

import hudson.model.Queue;
import io.slipway.core.run.RunId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Which tasks of the queue and of executors are Slipway's. Thread-safe. */
final class OwnTasks {
    private static final Map<Queue.Task, RunId> PLACED = new ConcurrentHashMap<>();

    private OwnTasks() {}

    static boolean contains(Queue.Task task) {
        return task instanceof DecidedElsewhere || PLACED.containsKey(task);
    }

    static void put(Queue.Task task, RunId place) {
        PLACED.put(task, place);
    }

    static Optional<RunId> find(Queue.Task task) {
        return Optional.ofNullable(PLACED.get(task));
    }

    static Optional<RunId> remove(Queue.Task task) {
        return Optional.ofNullable(PLACED.remove(task));
    }
}

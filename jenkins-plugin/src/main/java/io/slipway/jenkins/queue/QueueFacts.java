package io.slipway.jenkins.queue;

import java.util.List;

/**
 * Nodes and queue as somebody found them. Immutable.
 *
 * @param nodes each once, in any order
 * @param waiting what waits for an executor, in the order of the queue
 * @param running what has one; what is in both lists runs
 */
public record QueueFacts(List<NodeState> nodes, List<QueuedItem> waiting, List<RunningItem> running) {
    public QueueFacts {
        nodes = List.copyOf(nodes);
        waiting = List.copyOf(waiting);
        running = List.copyOf(running);
    }
}

package io.slipway.jenkins.queue;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * Something that has an executor. Immutable.
 *
 * @param item what it waited as
 * @param node name of the node it runs on
 * @param started when it began to run
 */
public record RunningItem(QueuedItem item, String node, Instant started) {
    public RunningItem {
        requireNonNull(item, "item");
        requireNonNull(node, "node");
        requireNonNull(started, "started");
    }
}

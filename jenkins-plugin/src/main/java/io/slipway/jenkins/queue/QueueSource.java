package io.slipway.jenkins.queue;

/** Where the facts come from: the controller, or a made-up one in a test. Asked by one thread at a time. */
@FunctionalInterface
public interface QueueSource {
    /**
     * Nodes and queue as they are now. What waits has to be read before what runs, so that nothing is missed that
     * starts in between. May be slow, but must not wait for the lock of the queue.
     */
    QueueFacts read();
}

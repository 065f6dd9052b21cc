package io.slipway.jenkins.host;

import hudson.Extension;
import hudson.model.Node;
import hudson.model.Queue;
import hudson.model.queue.CauseOfBlockage;
import hudson.model.queue.QueueTaskDispatcher;
import io.slipway.jenkins.queue.QueuedItem;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps builds from nodes and throttles that carry no more, and says why where Jenkins shows why something waits. Called
 * under the lock of the queue, for each item and node with an idle executor.
 */
@Extension
public final class SlipwayQueueTaskDispatcher extends QueueTaskDispatcher {
    /** The item of the call before, since it is asked about with each node in turn. */
    private volatile Last last = new Last(null, null);

    private record Last(Queue.@Nullable Item item, @Nullable QueuedItem described) {}

    @Override
    public @Nullable CauseOfBlockage canTake(Node node, Queue.BuildableItem item) {
        Optional<OrdinaryQueue> here = OrdinaryQueue.here();
        if (here.isEmpty() || !here.get().isActing() || !QueueItems.isOrdinary(item)) return null;
        OrdinaryQueue queue = here.get();
        try {
            return cause(queue.answers().whyNotOn(node.getNodeName(), describe(queue, item)));
        } catch (RuntimeException | LinkageError e) {
            queue.failed(e);
            return null;
        }
    }

    @Override
    public @Nullable CauseOfBlockage canRun(Queue.Item item) {
        Optional<OrdinaryQueue> here = OrdinaryQueue.here();
        if (here.isEmpty() || !here.get().isActing() || !QueueItems.isOrdinary(item)) return null;
        OrdinaryQueue queue = here.get();
        try {
            return cause(queue.answers().whyNotNow(queue.items().describe(item)));
        } catch (RuntimeException | LinkageError e) {
            queue.failed(e);
            return null;
        }
    }

    private QueuedItem describe(OrdinaryQueue queue, Queue.Item item) {
        Last known = last;
        if (known.item() == item && known.described() != null) return known.described();
        QueuedItem described = queue.items().describe(item);
        last = new Last(item, described);
        return described;
    }

    private static @Nullable CauseOfBlockage cause(Optional<String> why) {
        if (why.isEmpty()) return null;
        // What is in the way may have just ended.
        OrdinaryQueue.signal();
        return new Because(why.get());
    }

    /** A sentence of Slipway. */
    private static final class Because extends CauseOfBlockage {
        private final String sentence;

        Because(String sentence) {
            this.sentence = sentence;
        }

        @Override
        public String getShortDescription() {
            return sentence;
        }

        @Override
        public String toString() {
            return sentence;
        }
    }
}

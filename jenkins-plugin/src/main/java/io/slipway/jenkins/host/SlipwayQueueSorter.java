package io.slipway.jenkins.host;

import hudson.model.Queue;
import hudson.model.queue.QueueSorter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts what waits in the order of folders' turns; where Slipway has no answer, in that of the sorter before it. Called under
 * the lock of the queue.
 */
final class SlipwayQueueSorter extends QueueSorter {
    private final Optional<QueueSorter> former;
    private final OrdinaryQueue queue;

    SlipwayQueueSorter(Optional<QueueSorter> former, OrdinaryQueue queue) {
        this.former = former;
        this.queue = queue;
    }

    Optional<QueueSorter> former() {
        return former;
    }

    /** A pass begins, since an executor became idle, say: nobody else tells of the end of a Pipeline's block. */
    @Override
    public void sortBuildableItems(List<Queue.BuildableItem> buildables) {
        OrdinaryQueue.signal();
        former.ifPresent(sorter -> sorter.sortBuildableItems(buildables));
        sort(buildables);
    }

    @Override
    public void sortBlockedItems(List<Queue.BlockedItem> blocked) {
        if (former.isPresent()) former.get().sortBlockedItems(blocked);
        else blocked.sort(DEFAULT_BLOCKED_ITEM_COMPARATOR);
        sort(blocked);
    }

    private <T extends Queue.Item> void sort(List<T> items) {
        try {
            if (!queue.isActing() || items.size() < 2) return;
            List<T> sorted = new ArrayList<>(items);
            // One by one: a list of the queue may be anything, and a failure leaves it as it was.
            if (!queue.answers().sort(sorted, Queue.Item::getId)) return;
            for (int i = 0; i < sorted.size(); i++) items.set(i, sorted.get(i));
        } catch (RuntimeException | LinkageError e) {
            queue.failed(e);
        }
    }
}

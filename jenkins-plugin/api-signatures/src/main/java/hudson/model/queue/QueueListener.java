package hudson.model.queue;

import hudson.ExtensionPoint;
import hudson.model.Queue;

public abstract class QueueListener implements ExtensionPoint {
    public QueueListener() {}

    public void onEnterBlocked(Queue.BlockedItem blockedItem) {
        throw new UnsupportedOperationException();
    }

    public void onEnterBuildable(Queue.BuildableItem buildableItem) {
        throw new UnsupportedOperationException();
    }

    public void onLeft(Queue.LeftItem leftItem) {
        throw new UnsupportedOperationException();
    }
}

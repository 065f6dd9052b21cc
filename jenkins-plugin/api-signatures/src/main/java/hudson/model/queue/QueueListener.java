package hudson.model.queue;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Queue;

public abstract class QueueListener implements ExtensionPoint {
    public QueueListener() {}

    public void onEnterWaiting(Queue.WaitingItem waitingItem) {
        throw new UnsupportedOperationException();
    }

    public void onLeaveWaiting(Queue.WaitingItem waitingItem) {
        throw new UnsupportedOperationException();
    }

    public void onEnterBlocked(Queue.BlockedItem blockedItem) {
        throw new UnsupportedOperationException();
    }

    public void onLeaveBlocked(Queue.BlockedItem blockedItem) {
        throw new UnsupportedOperationException();
    }

    public void onEnterBuildable(Queue.BuildableItem buildableItem) {
        throw new UnsupportedOperationException();
    }

    public void onLeaveBuildable(Queue.BuildableItem buildableItem) {
        throw new UnsupportedOperationException();
    }

    public void onLeft(Queue.LeftItem leftItem) {
        throw new UnsupportedOperationException();
    }

    public static ExtensionList<QueueListener> all() {
        throw new UnsupportedOperationException();
    }
}

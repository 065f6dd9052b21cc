package hudson.model.queue;

import hudson.ExtensionPoint;
import hudson.model.Queue;
import java.util.Comparator;
import java.util.List;

public abstract class QueueSorter implements ExtensionPoint {
    public static final Comparator<Queue.BlockedItem> DEFAULT_BLOCKED_ITEM_COMPARATOR = null;

    public QueueSorter() {}

    public abstract void sortBuildableItems(List<Queue.BuildableItem> list);

    public void sortBlockedItems(List<Queue.BlockedItem> list) {
        throw new UnsupportedOperationException();
    }
}

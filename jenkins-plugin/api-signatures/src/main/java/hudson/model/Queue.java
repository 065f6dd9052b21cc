package hudson.model;

import hudson.model.queue.QueueSorter;
import hudson.model.queue.ScheduleResult;
import hudson.model.queue.SubTask;
import hudson.model.queue.WorkUnitContext;
import java.util.Calendar;
import java.util.List;
import java.util.concurrent.Future;
import jenkins.console.WithConsoleUrl;
import jenkins.model.FullyNamedModelObject;
import jenkins.model.queue.AsynchronousExecution;

public class Queue extends ResourceController implements Saveable {
    public Queue(LoadBalancer loadBalancer) {}

    public LoadBalancer getLoadBalancer() {
        throw new UnsupportedOperationException();
    }

    public void setLoadBalancer(LoadBalancer loadBalancer) {
        throw new UnsupportedOperationException();
    }

    public QueueSorter getSorter() {
        throw new UnsupportedOperationException();
    }

    public void setSorter(QueueSorter queueSorter) {
        throw new UnsupportedOperationException();
    }

    public void save() {
        throw new UnsupportedOperationException();
    }

    public ScheduleResult schedule2(Queue.Task task, int number, List<Action> list) {
        throw new UnsupportedOperationException();
    }

    public ScheduleResult schedule2(Queue.Task task, int number, Action... actions) {
        throw new UnsupportedOperationException();
    }

    public boolean cancel(Queue.Task task) {
        throw new UnsupportedOperationException();
    }

    public boolean cancel(Queue.Item item) {
        throw new UnsupportedOperationException();
    }

    public List<Queue.BuildableItem> getBuildableItems() {
        throw new UnsupportedOperationException();
    }

    public Future<?> scheduleMaintenance() {
        throw new UnsupportedOperationException();
    }

    public static boolean isBlockedByShutdown(Queue.Task task) {
        throw new UnsupportedOperationException();
    }

    public static Queue getInstance() {
        throw new UnsupportedOperationException();
    }

    public final class BlockedItem extends Queue.NotWaitingItem {
        BlockedItem() {
            super((Queue.WaitingItem) null);
        }
    }

    public static final class BuildableItem extends Queue.NotWaitingItem {
        public BuildableItem(Queue.WaitingItem waitingItem) {
            super(waitingItem);
        }
    }

    public interface Executable extends Runnable, WithConsoleUrl {
        SubTask getParent();

        void run() throws AsynchronousExecution;

        String toString();
    }

    public interface FlyweightTask extends Queue.Task {}

    public abstract static class Item extends Actionable {
        public final Queue.Task task = null;

        public long getId() {
            throw new UnsupportedOperationException();
        }

        public Queue.Task getTask() {
            throw new UnsupportedOperationException();
        }

        public long getInQueueSince() {
            throw new UnsupportedOperationException();
        }

        public Label getAssignedLabel() {
            throw new UnsupportedOperationException();
        }

        protected Item(Queue.Item item) {}
    }

    public static final class LeftItem extends Queue.Item {
        public LeftItem(WorkUnitContext workUnitContext) {
            super((Queue.Item) null);
        }

        public boolean isCancelled() {
            throw new UnsupportedOperationException();
        }
    }

    public abstract static class NotWaitingItem extends Queue.Item {
        protected NotWaitingItem(Queue.WaitingItem waitingItem) {
            super((Queue.Item) null);
        }
    }

    public interface Task extends FullyNamedModelObject, SubTask {
        String getName();

        String getUrl();

        default boolean isConcurrentBuild() {
            throw new UnsupportedOperationException();
        }
    }

    public interface TransientTask extends Queue.Task {}

    public static final class WaitingItem extends Queue.Item implements Comparable<Queue.WaitingItem> {
        public WaitingItem(Calendar calendar, Queue.Task task, List<Action> list) {
            super((Queue.Item) null);
        }

        public int compareTo(Queue.WaitingItem waitingItem) {
            throw new UnsupportedOperationException();
        }
    }
}

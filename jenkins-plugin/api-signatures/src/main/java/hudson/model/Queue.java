package hudson.model;

import hudson.model.queue.CauseOfBlockage;
import hudson.model.queue.QueueSorter;
import hudson.model.queue.QueueTaskFuture;
import hudson.model.queue.ScheduleResult;
import hudson.model.queue.SubTask;
import hudson.model.queue.WorkUnitContext;
import hudson.remoting.Callable;
import java.time.Duration;
import java.util.Calendar;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import jenkins.console.WithConsoleUrl;
import jenkins.model.FullyNamedModelObject;
import jenkins.model.Jenkins;
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

    public void load() {
        throw new UnsupportedOperationException();
    }

    public void save() {
        throw new UnsupportedOperationException();
    }

    public void clear() {
        throw new UnsupportedOperationException();
    }

    public Queue.WaitingItem schedule(Queue.Task task, int number, List<Action> list) {
        throw new UnsupportedOperationException();
    }

    public ScheduleResult schedule2(Queue.Task task, int number, List<Action> list) {
        throw new UnsupportedOperationException();
    }

    public boolean add(Queue.Task task, int number) {
        throw new UnsupportedOperationException();
    }

    public Queue.WaitingItem schedule(Queue.Task task, int number) {
        throw new UnsupportedOperationException();
    }

    public boolean add(Queue.Task task, int number, Action... actions) {
        throw new UnsupportedOperationException();
    }

    public Queue.WaitingItem schedule(Queue.Task task, int number, Action... actions) {
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

    public boolean isEmpty() {
        throw new UnsupportedOperationException();
    }

    public Queue.Item[] getItems() {
        throw new UnsupportedOperationException();
    }

    public List<Queue.Item> getApproximateItemsQuickly() {
        throw new UnsupportedOperationException();
    }

    public Queue.Item getItem(long number) {
        throw new UnsupportedOperationException();
    }

    public List<Queue.BuildableItem> getBuildableItems(Computer computer) {
        throw new UnsupportedOperationException();
    }

    public List<Queue.BuildableItem> getBuildableItems() {
        throw new UnsupportedOperationException();
    }

    public List<Queue.BuildableItem> getPendingItems() {
        throw new UnsupportedOperationException();
    }

    protected List<Queue.BlockedItem> getBlockedItems() {
        throw new UnsupportedOperationException();
    }

    public Collection<Queue.LeftItem> getLeftItems() {
        throw new UnsupportedOperationException();
    }

    public void clearLeftItems() {
        throw new UnsupportedOperationException();
    }

    public List<Queue.Item> getUnblockedItems() {
        throw new UnsupportedOperationException();
    }

    public Set<Queue.Task> getUnblockedTasks() {
        throw new UnsupportedOperationException();
    }

    public boolean isPending(Queue.Task task) {
        throw new UnsupportedOperationException();
    }

    public int countBuildableItemsFor(Label label) {
        throw new UnsupportedOperationException();
    }

    public int strictCountBuildableItemsFor(Label label) {
        throw new UnsupportedOperationException();
    }

    public int countBuildableItems() {
        throw new UnsupportedOperationException();
    }

    public Queue.Item getItem(Queue.Task task) {
        throw new UnsupportedOperationException();
    }

    public List<Queue.Item> getItems(Queue.Task task) {
        throw new UnsupportedOperationException();
    }

    public boolean contains(Queue.Task task) {
        throw new UnsupportedOperationException();
    }

    public Future<?> scheduleMaintenance() {
        throw new UnsupportedOperationException();
    }

    public static void withLock(Runnable runnable) {
        throw new UnsupportedOperationException();
    }

    public static <V, T extends Throwable> V withLock(Callable<V, T> callable) throws T {
        throw new UnsupportedOperationException();
    }

    public static <V> V withLock(java.util.concurrent.Callable<V> callable) throws Exception {
        throw new UnsupportedOperationException();
    }

    public static boolean tryWithLock(Runnable runnable) {
        throw new UnsupportedOperationException();
    }

    public static boolean tryWithLock(Runnable runnable, Duration duration) throws InterruptedException {
        throw new UnsupportedOperationException();
    }

    public static Runnable wrapWithLock(Runnable runnable) {
        throw new UnsupportedOperationException();
    }

    public static <V, T extends Throwable> Callable<V, T> wrapWithLock(Callable<V, T> callable) {
        throw new UnsupportedOperationException();
    }

    public static <V> java.util.concurrent.Callable<V> wrapWithLock(java.util.concurrent.Callable<V> callable) {
        throw new UnsupportedOperationException();
    }

    public void maintain() {
        throw new UnsupportedOperationException();
    }

    public static boolean ifBlockedByHudsonShutdown(Queue.Task task) {
        throw new UnsupportedOperationException();
    }

    public static boolean isBlockedByShutdown(Queue.Task task) {
        throw new UnsupportedOperationException();
    }

    public static Queue getInstance() {
        throw new UnsupportedOperationException();
    }

    public static void init(Jenkins jenkins) {
        throw new UnsupportedOperationException();
    }

    public final class BlockedItem extends Queue.NotWaitingItem {
        public boolean isCauseOfBlockageNull() {
            throw new UnsupportedOperationException();
        }

        public CauseOfBlockage getCauseOfBlockage() {
            throw new UnsupportedOperationException();
        }

        BlockedItem() {
            super((Queue.WaitingItem) null);
        }
    }

    public static final class BuildableItem extends Queue.NotWaitingItem {
        public BuildableItem(Queue.WaitingItem waitingItem) {
            super(waitingItem);
        }

        public BuildableItem(Queue.NotWaitingItem notWaitingItem) {
            super(notWaitingItem);
        }

        public CauseOfBlockage getCauseOfBlockage() {
            throw new UnsupportedOperationException();
        }

        public boolean isStuck() {
            throw new UnsupportedOperationException();
        }

        public boolean isPending() {
            throw new UnsupportedOperationException();
        }
    }

    public interface Executable extends Runnable, WithConsoleUrl {
        SubTask getParent();

        default Queue.Executable getParentExecutable() {
            throw new UnsupportedOperationException();
        }

        void run() throws AsynchronousExecution;

        default long getEstimatedDuration() {
            throw new UnsupportedOperationException();
        }

        default String getConsoleUrl() {
            throw new UnsupportedOperationException();
        }

        String toString();
    }

    public interface FlyweightTask extends Queue.Task {}

    public abstract static class Item extends Actionable {
        public final Queue.Task task = null;

        public long getId() {
            throw new UnsupportedOperationException();
        }

        public int getIdLegacy() {
            throw new UnsupportedOperationException();
        }

        public Queue.Task getTask() {
            throw new UnsupportedOperationException();
        }

        public boolean isBlocked() {
            throw new UnsupportedOperationException();
        }

        public boolean isBuildable() {
            throw new UnsupportedOperationException();
        }

        public boolean isStuck() {
            throw new UnsupportedOperationException();
        }

        public long getInQueueSince() {
            throw new UnsupportedOperationException();
        }

        public String getInQueueForString() {
            throw new UnsupportedOperationException();
        }

        public QueueTaskFuture<Queue.Executable> getFuture() {
            throw new UnsupportedOperationException();
        }

        public Label getAssignedLabel() {
            throw new UnsupportedOperationException();
        }

        public Label getAssignedLabelFor(SubTask subTask) {
            throw new UnsupportedOperationException();
        }

        public final List<Cause> getCauses() {
            throw new UnsupportedOperationException();
        }

        public String getCausesDescription() {
            throw new UnsupportedOperationException();
        }

        protected Item(Queue.Item item) {}

        public String getUrl() {
            throw new UnsupportedOperationException();
        }

        public final String getWhy() {
            throw new UnsupportedOperationException();
        }

        public abstract CauseOfBlockage getCauseOfBlockage();

        public String getParams() {
            throw new UnsupportedOperationException();
        }

        protected Object readResolve() {
            throw new UnsupportedOperationException();
        }
    }

    public static final class LeftItem extends Queue.Item {
        public final WorkUnitContext outcome = null;

        public LeftItem(WorkUnitContext workUnitContext) {
            super((Queue.Item) null);
        }

        public LeftItem(Queue.Item item) {
            super(item);
        }

        public CauseOfBlockage getCauseOfBlockage() {
            throw new UnsupportedOperationException();
        }

        public Queue.Executable getExecutable() {
            throw new UnsupportedOperationException();
        }

        public boolean isCancelled() {
            throw new UnsupportedOperationException();
        }
    }

    public abstract static class NotWaitingItem extends Queue.Item {
        public final long buildableStartMilliseconds;

        { // Not a constant, which the compiler would copy into its callers.
            buildableStartMilliseconds = 0;
        }

        protected NotWaitingItem(Queue.WaitingItem waitingItem) {
            super((Queue.Item) null);
        }

        protected NotWaitingItem(Queue.NotWaitingItem notWaitingItem) {
            super((Queue.Item) null);
        }
    }

    public interface Task extends FullyNamedModelObject, SubTask {
        default boolean isBuildBlocked() {
            throw new UnsupportedOperationException();
        }

        default String getWhyBlocked() {
            throw new UnsupportedOperationException();
        }

        default CauseOfBlockage getCauseOfBlockage() {
            throw new UnsupportedOperationException();
        }

        String getName();

        default String getAffinityKey() {
            throw new UnsupportedOperationException();
        }

        default boolean hasAbortPermission() {
            throw new UnsupportedOperationException();
        }

        default void checkAbortPermission() {
            throw new UnsupportedOperationException();
        }

        String getUrl();

        default boolean isConcurrentBuild() {
            throw new UnsupportedOperationException();
        }

        default Collection<? extends SubTask> getSubTasks() {
            throw new UnsupportedOperationException();
        }
    }

    public interface TransientTask extends Queue.Task {}

    public static final class WaitingItem extends Queue.Item implements Comparable<Queue.WaitingItem> {
        public Calendar timestamp;

        public WaitingItem(Calendar calendar, Queue.Task task, List<Action> list) {
            super((Queue.Item) null);
        }

        public int compareTo(Queue.WaitingItem waitingItem) {
            throw new UnsupportedOperationException();
        }

        public CauseOfBlockage getCauseOfBlockage() {
            throw new UnsupportedOperationException();
        }
    }
}

package io.slipway.jenkins.host;

import static java.util.Objects.requireNonNull;

import hudson.model.Executor;
import hudson.model.Label;
import hudson.model.Node;
import hudson.model.Queue;
import hudson.model.ResourceList;
import hudson.model.Result;
import hudson.model.queue.CauseOfBlockage;
import hudson.model.queue.SubTask;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.jspecify.annotations.Nullable;

/**
 * Something that the desk sent to a node, as it stands in the controller's queue and then on an executor of just that node.
 * It does not outlive the controller: what it ran is then reported as lost. Thread-safe.
 */
public final class PlacedQueueTask implements Queue.TransientTask, DecidedElsewhere {
    private final String node;
    private final String name;
    private final Queue.Task behind;
    private final Body body;
    private @Nullable Executor executor;
    private boolean ended;

    /** What runs on the executor. */
    public interface Body {
        /** On the executor's thread; an interrupt asks to end it. */
        void run(Executor executor, Node node) throws InterruptedException;

        /** It left the queue without having begun. */
        void neverBegan();
    }

    private PlacedQueueTask(String node, String name, Queue.Task behind, Body body) {
        this.node = requireNonNull(node, "node");
        this.name = requireNonNull(name, "name");
        this.behind = requireNonNull(behind, "behind");
        this.body = requireNonNull(body, "body");
    }

    /**
     * Puts it in the queue.
     *
     * @param node as the desk calls it
     * @param name for people who look at the queue
     * @param behind the job whose build wants it: its permissions and its place in views count
     * @return to end it with; absent when the queue refused it
     */
    public static Optional<PlacedQueueTask> schedule(String node, String name, Queue.Task behind, Body body) {
        PlacedQueueTask task = new PlacedQueueTask(node, name, behind, body);
        return Queue.getInstance().schedule2(task, 0).isAccepted() ? Optional.of(task) : Optional.empty();
    }

    /** Ends it: it leaves the queue, or its thread is interrupted. */
    public void end() {
        Executor running;
        synchronized (this) {
            ended = true;
            running = executor;
        }
        if (running != null) running.interrupt(Result.ABORTED);
        else if (Queue.getInstance().cancel(this)) body.neverBegan();
    }

    @Override
    public Label getAssignedLabel() {
        Node there = NodesByName.find(node).orElse(null);
        return there == null ? Jenkins.get().getLabelAtom(node) : there.getSelfLabel();
    }

    @Override
    public @Nullable Node getLastBuiltOn() {
        return NodesByName.find(node).orElse(null);
    }

    @Override
    public Queue.Executable createExecutable() {
        return new Running();
    }

    @Override
    public Queue.Task getOwnerTask() {
        return behind;
    }

    @Override
    public Collection<? extends SubTask> getSubTasks() {
        return List.of(this);
    }

    @Override
    public @Nullable CauseOfBlockage getCauseOfBlockage() {
        return null;
    }

    @Override
    public boolean isBuildBlocked() {
        return false;
    }

    @Override
    public @Nullable String getWhyBlocked() {
        return null;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public String getFullDisplayName() {
        return name;
    }

    @Override
    public String getDisplayName() {
        return name;
    }

    @Override
    public String getUrl() {
        return behind.getUrl();
    }

    @Override
    public void checkAbortPermission() {
        behind.checkAbortPermission();
    }

    @Override
    public boolean hasAbortPermission() {
        return behind.hasAbortPermission();
    }

    @Override
    public ResourceList getResourceList() {
        return new ResourceList();
    }

    private final class Running implements Queue.Executable {
        @Override
        public SubTask getParent() {
            return PlacedQueueTask.this;
        }

        @Override
        public void run() {
            Executor here = requireNonNull(Executor.currentExecutor(), "executor");
            Node there = here.getOwner().getNode();
            synchronized (PlacedQueueTask.this) {
                executor = here;
            }
            try {
                if (ended || there == null) body.neverBegan();
                else body.run(here, there);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                synchronized (PlacedQueueTask.this) {
                    executor = null;
                }
            }
        }

        @Override
        public long getEstimatedDuration() {
            return -1;
        }

        @Override
        public String toString() {
            return name;
        }
    }
}

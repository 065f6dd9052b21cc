package io.slipway.jenkins.host;

import hudson.FilePath;
import hudson.model.Computer;
import hudson.model.Executor;
import hudson.model.Label;
import hudson.model.Node;
import hudson.model.Queue;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.queue.SubTask;
import hudson.slaves.WorkspaceList;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.jenkins.run.TaskPlaces;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import jenkins.model.Jenkins;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a task in the queue of Jenkins, and then on an executor of its node. Jenkins does not keep it over a
 * restart: whoever asked asks again. Thread-safe.
 */
final class NodeWork implements Queue.TransientTask, DecidedElsewhere {
    private final Run<?, ?> build;
    private final TaskListener listener;
    private final Node node;
    private final TaskAddress task;
    private final TaskPlaces.Work work;
    private final AtomicBoolean begun = new AtomicBoolean();
    private @Nullable Executor executor;

    NodeWork(Run<?, ?> build, TaskListener listener, Node node, TaskAddress task, TaskPlaces.Work work) {
        this.build = build;
        this.listener = listener;
        this.node = node;
        this.task = task;
        this.work = work;
    }

    /** Takes it out of the queue, wherever it is there by now, or interrupts its executor. */
    void end() {
        if (Jenkins.get().getQueue().cancel(this)) return; // and leftQueue is told
        Executor running;
        synchronized (this) {
            running = executor;
        }
        if (running != null) running.interrupt(Result.ABORTED);
    }

    /** Somebody took it out of the queue before an executor took it. */
    void leftQueue() {
        if (begun.compareAndSet(false, true)) work.neverBegan(false, "it was taken out of the queue of Jenkins");
    }

    @Override
    public Queue.Executable createExecutable() {
        return new OnExecutor();
    }

    @Override
    public Label getAssignedLabel() {
        return node.getSelfLabel();
    }

    @Override
    public String getName() {
        return task + " of " + build.getExternalizableId();
    }

    @Override
    public String getDisplayName() {
        return getName();
    }

    @Override
    public String getFullDisplayName() {
        return getName();
    }

    @Override
    public String getUrl() {
        return build.getUrl();
    }

    @Override
    public boolean isConcurrentBuild() {
        return true;
    }

    private final class OnExecutor implements Queue.Executable {
        @Override
        public SubTask getParent() {
            return NodeWork.this;
        }

        @Override
        public String toString() {
            return getName();
        }

        @Override
        public void run() {
            if (!begun.compareAndSet(false, true)) return;
            synchronized (NodeWork.this) {
                executor = Executor.currentExecutor();
            }
            try {
                onNode();
            } catch (InterruptedException e) {
                work.neverBegan(false, "its executor was interrupted");
                Thread.currentThread().interrupt();
            } catch (IOException | RuntimeException e) {
                work.neverBegan(true, "node " + node.getNodeName() + " cannot be used: " + e.getMessage());
            } finally {
                synchronized (NodeWork.this) {
                    executor = null; // an interrupt that comes now is meant for nobody
                }
            }
        }

        /** What it throws comes from before the work began: whatever happens to the work, it reports itself. */
        private void onNode() throws IOException, InterruptedException {
            Computer computer = node.toComputer();
            FilePath root = node.getRootPath();
            if (computer == null || root == null) throw new IOException("it is not connected");
            WorkspaceList.Lease lease = new TaskDirectories(root, computer).lease(task);
            try {
                lease.path.mkdirs();
                ControllerStore store = ControllerStore.get();
                RemoteSite site = new RemoteSite(
                        lease.path,
                        node.createLauncher(listener),
                        NodePlace.of(node, store.shared()),
                        store.results().scratch());
                work.run(site);
            } finally {
                TaskDirectories.remove(lease); // what it made is kept by now
            }
        }
    }
}

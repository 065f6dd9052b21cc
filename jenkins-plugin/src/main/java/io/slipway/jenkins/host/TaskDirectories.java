package io.slipway.jenkins.host;

import hudson.Extension;
import hudson.FilePath;
import hudson.model.Computer;
import hudson.model.Node;
import hudson.model.TaskListener;
import hudson.slaves.ComputerListener;
import hudson.slaves.WorkspaceList;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.jenkins.run.Leftovers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Where attempts of tasks run on a node, each in a directory that is leased to it and removed after it. The leases are those
 * of Jenkins' workspaces, so that nobody removes what somebody uses.
 */
final class TaskDirectories implements Leftovers.Directories {
    private static final Logger LOG = Logger.getLogger(TaskDirectories.class.getName());

    private final FilePath tasks;
    private final WorkspaceList leases;

    /**
     * @param root directory of the node
     */
    TaskDirectories(FilePath root, Computer computer) {
        this.tasks = root.child("slipway").child("tasks");
        this.leases = computer.getWorkspaceList();
    }

    /** A directory for an attempt of the task alone, until the lease is given to {@link #remove}. */
    WorkspaceList.Lease lease(TaskAddress task) throws InterruptedException {
        return leases.allocate(tasks.child(task.service() + "." + task.task()));
    }

    /** Whatever cannot be removed now is removed when the node connects again. An interrupt comes later. */
    static void remove(WorkspaceList.Lease lease) {
        boolean interrupted = Thread.interrupted();
        try {
            lease.path.deleteRecursive();
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.FINE, e, () -> lease.path.getRemote() + " stays for a while");
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            lease.release();
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    @Override
    public List<String> names() throws IOException, InterruptedException {
        List<String> names = new ArrayList<>();
        for (FilePath directory : tasks.listDirectories()) names.add(directory.getName());
        return names;
    }

    @Override
    public Optional<Leftovers.Claimed> claim(String name) throws InterruptedException {
        FilePath wanted = tasks.child(name);
        WorkspaceList.Lease lease = leases.allocate(wanted);
        if (!lease.path.getRemote().equals(wanted.getRemote())) { // the next one beside it, as this one is in use
            lease.release();
            return Optional.empty();
        }
        return Optional.of(new Leased(lease));
    }

    private record Leased(WorkspaceList.Lease lease) implements Leftovers.Claimed {
        @Override
        public void delete() throws IOException, InterruptedException {
            lease.path.deleteRecursive();
        }

        @Override
        public void giveBack() {
            lease.release();
        }
    }

    /** Looks after each node when it comes online, on a thread of its own. */
    @Extension
    public static final class OnConnect extends ComputerListener {
        @Override
        public void onOnline(Computer computer, TaskListener listener) {
            Computer.threadPoolForRemoting.execute(() -> tidy(computer));
        }
    }

    private static void tidy(Computer computer) {
        Node node = computer.getNode();
        FilePath root = node == null ? null : node.getRootPath();
        if (root == null) return; // it left again
        try {
            Leftovers.remove(new TaskDirectories(root, computer));
        } catch (IOException | RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    e,
                    () -> "Cannot remove what tasks left on " + computer.getName()
                            + "; it is tried again when it connects. See whether Jenkins may delete slipway/tasks there.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package io.slipway.jenkins.host;

import hudson.FilePath;
import hudson.Launcher;
import hudson.Proc;
import hudson.model.TaskListener;
import io.slipway.core.cache.Action;
import io.slipway.core.content.ContentStore;
import io.slipway.core.content.Digest;
import io.slipway.core.local.output.OutputException;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.jenkins.content.NodeHome;
import io.slipway.jenkins.run.NodeTask;
import io.slipway.jenkins.run.Site;
import io.slipway.jenkins.run.TaskMade;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** A leased directory of a node, and the launcher of the executor that goes with it. */
final class RemoteSite implements Site {
    /** By which all processes of one command are found, whoever their parents are. */
    private static final String COOKIE = "SLIPWAY_COMMAND";

    private final FilePath directory;
    private final Launcher launcher;
    private final NodePlace node;
    private final Path scratch;

    RemoteSite(FilePath directory, Launcher launcher, NodePlace node, Path scratch) {
        this.directory = directory;
        this.launcher = launcher;
        this.node = node;
        this.scratch = scratch;
    }

    @Override
    public List<Digest> lacking(Collection<Digest> digests) throws IOException, InterruptedException {
        return node.lacking(digests);
    }

    @Override
    public void send(Collection<Digest> digests, ContentStore from) throws IOException, InterruptedException {
        node.send(digests, from, scratch);
    }

    @Override
    public String prepare(TaskAddress task, Action action) throws IOException, InterruptedException {
        return new Prepare(node, task, action).at(directory);
    }

    @Override
    public End execute(
            List<String> argv,
            String directory,
            Map<String, String> environment,
            OutputStream log,
            Optional<Duration> timeout)
            throws IOException, InterruptedException {
        Map<String, String> variables = new TreeMap<>(environment);
        Map<String, String> cookie = Map.of(COOKIE, UUID.randomUUID().toString());
        variables.putAll(cookie);
        Proc command = launcher.launch()
                .cmds(argv)
                .envs(variables)
                .pwd(this.directory.child(directory))
                .stdout(log)
                .quiet(true)
                .start();
        boolean isOver = false;
        try {
            End end = timeout.isPresent() ? await(command, timeout.get()) : new End(command.join(), false);
            isOver = !end.isTimedOut();
            return end;
        } finally {
            if (!isOver) launcher.kill(cookie);
        }
    }

    private static End await(Proc command, Duration timeout) throws IOException, InterruptedException {
        long began = System.nanoTime();
        int exitCode = command.joinWithTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS, TaskListener.NULL);
        return new End(exitCode, exitCode != 0 && System.nanoTime() - began >= timeout.toNanos());
    }

    @Override
    public TaskMade collect(TaskAddress task, Action action) throws IOException, InterruptedException {
        return TaskMade.decode(new Collect(node, task, action).at(directory));
    }

    @Override
    public void fetch(Collection<Digest> digests, ContentStore into) throws IOException, InterruptedException {
        node.fetch(digests, into, scratch);
    }

    private abstract static class TaskCall<T> extends NodeCall<T> {
        private static final long serialVersionUID = 1;

        private final String task;
        private final byte[] action;

        TaskCall(NodePlace place, TaskAddress task, Action action) {
            super(place);
            this.task = task.toString();
            this.action = action.encode();
        }

        @Override
        final T on(File directory, NodeHome home) throws IOException {
            try {
                return on(new NodeTask(home, directory.toPath(), TaskAddress.parse(task), Action.decode(action)));
            } catch (OutputException e) {
                throw new IOException(e.getMessage()); // of a type that every controller lets in
            }
        }

        abstract T on(NodeTask task);
    }

    private static final class Prepare extends TaskCall<String> {
        private static final long serialVersionUID = 1;

        Prepare(NodePlace place, TaskAddress task, Action action) {
            super(place, task, action);
        }

        @Override
        String on(NodeTask task) {
            return task.prepare().toString();
        }
    }

    private static final class Collect extends TaskCall<byte[]> {
        private static final long serialVersionUID = 1;

        Collect(NodePlace place, TaskAddress task, Action action) {
            super(place, task, action);
        }

        @Override
        byte[] on(NodeTask task) {
            return task.collect().encode();
        }
    }
}

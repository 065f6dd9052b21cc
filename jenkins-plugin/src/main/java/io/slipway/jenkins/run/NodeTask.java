package io.slipway.jenkins.run;

import io.slipway.core.cache.Action;
import io.slipway.core.content.PathSet;
import io.slipway.core.content.Tree;
import io.slipway.core.local.output.Collected;
import io.slipway.core.local.output.Sandbox;
import io.slipway.core.local.output.WorkspaceOutputs;
import io.slipway.core.local.source.FileMemo;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.jenkins.content.NodeHome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One attempt of a task on its node: a private tree of what it declares to read, in a directory that is leased to it. It
 * keeps no state, so it may be made anew for each of its steps. Confined to one thread.
 */
public final class NodeTask {
    private final NodeHome home;
    private final Path place;
    private final Action action;
    private final Task task;

    /**
     * @param place the attempt's alone, until it has ended
     */
    public NodeTask(NodeHome home, Path place, TaskAddress address, Action action) {
        this.home = home;
        this.place = place;
        this.action = action;
        Task.Builder writes = Task.builder(address)
                .directory(action.directory())
                .run(action.command())
                .outputs(action.outputs());
        for (Map.Entry<String, PathSet> report : action.reports().entrySet()) {
            writes.report(report.getKey(), report.getValue());
        }
        this.task = writes.build();
    }

    /**
     * Makes the tree out of contents that are on the node.
     *
     * @return where the command is to run
     * @throws io.slipway.core.local.output.OutputException when that cannot be done
     */
    public Path prepare() {
        List<Tree> trees = new ArrayList<>();
        trees.add(action.sources());
        trees.addAll(action.needs().values());
        return Sandbox.make(root(), task, trees, home.contents()).directory();
    }

    /**
     * Takes what the command made into the node's store.
     *
     * @throws io.slipway.core.local.output.OutputException when it cannot be read
     */
    public TaskMade collect() {
        FileMemo memo = FileMemo.open(root(), place.resolve("memo")); // of which nothing is ever saved
        Collected made =
                new WorkspaceOutputs(root(), memo, place.resolve("staging"), Set.of()).collect(task, home.contents());
        return new TaskMade(made.outputs(), made.reports(), made.complaint(), made.stored());
    }

    private Path root() {
        return place.resolve("tree");
    }
}

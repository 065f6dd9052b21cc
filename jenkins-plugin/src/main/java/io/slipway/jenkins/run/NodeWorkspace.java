package io.slipway.jenkins.run;

import io.slipway.core.content.Digest;
import io.slipway.core.content.PathSet;
import io.slipway.core.content.Tree;
import io.slipway.core.content.TreeEntry;
import io.slipway.core.definition.ParameterValues;
import io.slipway.core.local.CommitTime;
import io.slipway.core.local.Definitions;
import io.slipway.core.local.LocalFacts;
import io.slipway.core.local.RecordedOutputs;
import io.slipway.core.local.WorkspaceRoot;
import io.slipway.core.local.machine.LocalMachine;
import io.slipway.core.local.output.Collected;
import io.slipway.core.local.output.Restoration;
import io.slipway.core.local.output.WorkspaceOutputs;
import io.slipway.core.local.source.DeclaredOutputs;
import io.slipway.core.local.source.FileMemo;
import io.slipway.core.local.source.SourceFiles;
import io.slipway.core.local.source.SourceScan;
import io.slipway.core.local.source.SourceScanner;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.jenkins.content.NodeHome;
import io.slipway.jenkins.content.Pack;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The workspace of the build that asks, on the node where it is. Confined to one thread. */
public final class NodeWorkspace {
    private final Path root;
    private final NodeHome home;

    /**
     * @param root of the workspace
     */
    public NodeWorkspace(Path root, NodeHome home) {
        this.root = root.toAbsolutePath().normalize();
        this.home = home;
    }

    /**
     * Reads the workspace that {@code start} lies in.
     *
     * @param environment of the build
     * @throws io.slipway.core.pipeline.InvalidPipelineException with every problem of every definition
     */
    public static SourceRead read(Path start, NodeHome home, Map<String, String> environment) throws IOException {
        Path from = start.toAbsolutePath().normalize();
        Path root = WorkspaceRoot.of(from);
        Path memory = home.memory(root);
        SourceFiles files = SourceFiles.under(root);
        Definitions.Defined defined = new Definitions(
                        root, memory.resolve("definitions"), ParameterValues.of(Map.of(), environment))
                .read(files, Runnable::run);
        SourceScan scan = new SourceScanner(Runnable::run, 1)
                .scan(files, DeclaredOutputs.of(defined.workspace().pipeline().tasks()), memory.resolve("sources"));
        LocalMachine machine = LocalMachine.here(environment, memory.resolve("tools"));
        return new SourceRead(
                root.toString(),
                defined.workspace(),
                defined.pipelineDigest(),
                scan.tree(),
                root.relativize(from).toString().replace(File.separatorChar, '/'),
                machine.os(),
                machine.arch(),
                new CommitTime(root).seconds(),
                new LocalFacts(root, environment, defined.workspace().parameters())
                        .of(
                                defined.workspace().pipeline(),
                                defined.workspace().pipeline().graph().nodes(),
                                Optional.empty()));
    }

    /** Writes a pack of source files; one that has changed since it was read makes the pack useless. */
    public void give(Map<String, Digest> files, OutputStream to) throws IOException {
        Pack pack = new Pack(to);
        Set<Digest> given = new HashSet<>();
        for (Map.Entry<String, Digest> file : files.entrySet()) {
            if (given.add(file.getValue())) pack.addFile(file.getValue(), root.resolve(file.getKey()));
        }
        pack.end();
    }

    /** Contents of the deliveries that are neither in place nor on this node. */
    public List<Digest> lacking(Collection<Delivery> deliveries) throws IOException {
        WorkspaceOutputs outputs = outputs(memo());
        List<Digest> wanted = new ArrayList<>();
        for (Delivery delivery : deliveries) {
            if (!outputs.isInPlace(delivery.task(), delivery.all())) addFiles(wanted, delivery.all());
        }
        return home.lacking(new HashSet<>(wanted));
    }

    private static void addFiles(List<Digest> digests, Tree tree) {
        for (TreeEntry entry : tree.flatten().values()) {
            if (entry instanceof TreeEntry.File file) digests.add(file.digest());
        }
    }

    /**
     * Puts the deliveries in place, and takes away what earlier ones of the same tasks left.
     *
     * @return sentences about those that cannot be put in place
     */
    public List<String> restore(Collection<Delivery> deliveries) throws IOException {
        FileMemo memo = memo();
        WorkspaceOutputs outputs = outputs(memo);
        List<String> problems = new ArrayList<>();
        try (RecordedOutputs recorded = RecordedOutputs.open(home.memory(root).resolve("recorded"))) {
            for (Delivery delivery : deliveries) {
                Task task = delivery.task();
                Restoration restoration = outputs.restore(
                        task, delivery.outputs(), delivery.reports(), recorded.of(task.address()), home.contents());
                if (restoration.isComplete()) recorded.ended(task.address(), delivery.all());
                else problems.add("cannot put back what " + task.address() + " made: " + why(restoration));
            }
        }
        memo.save();
        return problems;
    }

    /** Everything that lies at these places, whoever made it. */
    public Tree look(PathSet places) throws IOException {
        FileMemo memo = memo();
        Task task = Task.builder(new TaskAddress("workspace", "look"))
                .directory("")
                .run("true")
                .outputs(places)
                .build();
        Tree found = outputs(memo).look(task).outputs();
        memo.save();
        return found;
    }

    /** Takes what lies where {@code task} says it writes into this node's store. */
    public TaskMade collect(Task task) throws IOException {
        FileMemo memo = memo();
        Collected made = outputs(memo).collect(task, home.contents());
        memo.save();
        try (RecordedOutputs recorded = RecordedOutputs.open(home.memory(root).resolve("recorded"))) {
            recorded.ended(task.address(), new Delivery(task, made.outputs(), made.reports()).all());
        }
        return new TaskMade(made.outputs(), made.reports(), made.complaint(), made.stored());
    }

    private static String why(Restoration restoration) {
        return restoration instanceof Restoration.Blocked blocked
                ? blocked.message()
                : "part of it is no longer kept; run it again";
    }

    private FileMemo memo() throws IOException {
        return FileMemo.open(root, home.memory(root).resolve("outputs"));
    }

    private WorkspaceOutputs outputs(FileMemo memo) {
        return new WorkspaceOutputs(root, memo, root.resolve(".slipway/jenkins-staging"), Set.of());
    }
}

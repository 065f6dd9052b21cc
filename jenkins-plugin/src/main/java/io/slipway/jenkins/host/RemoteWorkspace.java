package io.slipway.jenkins.host;

import hudson.FilePath;
import io.slipway.core.content.CanonicalInput;
import io.slipway.core.content.CanonicalOutput;
import io.slipway.core.content.ContentStore;
import io.slipway.core.content.Digest;
import io.slipway.core.content.PathSet;
import io.slipway.core.content.Tree;
import io.slipway.core.content.TreeEntry;
import io.slipway.core.local.machine.LocalMachine;
import io.slipway.core.pipeline.InvalidPipelineException;
import io.slipway.core.pipeline.Task;
import io.slipway.jenkins.content.NodeHome;
import io.slipway.jenkins.run.Allowance;
import io.slipway.jenkins.run.CallingWorkspace;
import io.slipway.jenkins.run.Delivery;
import io.slipway.jenkins.run.NodeWorkspace;
import io.slipway.jenkins.run.SourceRead;
import io.slipway.jenkins.run.TaskMade;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** A build's workspace on its node. */
public final class RemoteWorkspace implements CallingWorkspace {
    private final FilePath root;
    private final NodePlace node;
    private final Path scratch;

    /**
     * @param root of the Slipway workspace
     * @param scratch a directory of the controller
     */
    RemoteWorkspace(FilePath root, NodePlace node, Path scratch) {
        this.root = root;
        this.node = node;
        this.scratch = scratch;
    }

    /**
     * Reads the workspace that {@code start} lies in.
     *
     * @throws IOException with every problem of every definition
     */
    static SourceRead read(FilePath start, NodePlace node, Map<String, String> environment)
            throws IOException, InterruptedException {
        return SourceRead.decode(new Read(node, environment).at(start));
    }

    @Override
    public void fetch(Map<String, Digest> files, ContentStore into) throws IOException, InterruptedException {
        FilePath pack = node.home().child("scratch").child("sources-" + UUID.randomUUID() + ".pack");
        try {
            new GiveSources(node, files, pack.getRemote()).at(root);
            NodePlace.take(pack, new TreeSet<>(files.values()), into, scratch);
        } finally {
            NodePlace.discard(pack);
        }
    }

    @Override
    public List<String> restore(List<Delivery> deliveries, ContentStore from) throws IOException, InterruptedException {
        byte[] encoded = Delivery.encode(deliveries);
        List<Digest> lacking = NodePlace.parse(new Lacking(node, encoded).at(root));
        node.send(lacking, from, scratch);
        return new Restore(node, encoded).at(root);
    }

    /** Everything that lies at these places. */
    Tree look(PathSet places) throws IOException, InterruptedException {
        return Tree.readFrom(new CanonicalInput(new Look(node, places).at(root)));
    }

    /** Takes what lies where {@code task} says it writes into {@code into}, if it is not too much. */
    TaskMade collect(Task task, ContentStore into, Allowance allowance) throws IOException, InterruptedException {
        byte[] writes = Delivery.encode(List.of(new Delivery(task, Tree.empty(), Tree.empty())));
        TaskMade made = allowance.check(task, TaskMade.decode(new Collect(node, writes).at(root)));
        List<Digest> absent = new ArrayList<>();
        for (TreeEntry entry : made.outputs().flatten().values()) {
            if (entry instanceof TreeEntry.File file && !into.contains(file.digest())) absent.add(file.digest());
        }
        node.fetch(absent, into, scratch);
        return made;
    }

    /** Operating system and architecture of the node, as keys name them. */
    List<String> platform() throws IOException, InterruptedException {
        return new Platform(node).at(root);
    }

    private static final class Platform extends NodeCall<List<String>> {
        private static final long serialVersionUID = 1;

        Platform(NodePlace place) {
            super(place);
        }

        @Override
        List<String> on(File root, NodeHome home) throws IOException {
            LocalMachine machine = LocalMachine.here(Map.of(), home.scratch().resolve("tools"));
            return new ArrayList<>(List.of(machine.os(), machine.arch()));
        }
    }

    private static final class Look extends NodeCall<byte[]> {
        private static final long serialVersionUID = 1;

        private final List<String> places;

        Look(NodePlace place, PathSet places) {
            super(place);
            this.places = new ArrayList<>(places.patterns());
        }

        @Override
        byte[] on(File root, NodeHome home) throws IOException {
            CanonicalOutput out = new CanonicalOutput();
            new NodeWorkspace(root.toPath(), home).look(new PathSet(places)).writeTo(out);
            return out.toByteArray();
        }
    }

    private static final class Collect extends NodeCall<byte[]> {
        private static final long serialVersionUID = 1;

        private final byte[] writes;

        Collect(NodePlace place, byte[] writes) {
            super(place);
            this.writes = writes;
        }

        @Override
        byte[] on(File root, NodeHome home) throws IOException {
            Task task = Delivery.decode(writes).get(0).task();
            return new NodeWorkspace(root.toPath(), home).collect(task).encode();
        }
    }

    private static final class Read extends NodeCall<byte[]> {
        private static final long serialVersionUID = 1;

        private final TreeMap<String, String> environment;

        Read(NodePlace place, Map<String, String> environment) {
            super(place);
            this.environment = new TreeMap<>(environment);
        }

        @Override
        byte[] on(File start, NodeHome home) throws IOException {
            try {
                return NodeWorkspace.read(start.toPath(), home, environment).encode();
            } catch (InvalidPipelineException | IllegalArgumentException e) {
                throw new IOException(e.getMessage()); // of a type that every controller lets in
            }
        }
    }

    private static final class GiveSources extends NodeCall<Boolean> {
        private static final long serialVersionUID = 1;

        private final TreeMap<String, String> files = new TreeMap<>();
        private final String pack;

        GiveSources(NodePlace place, Map<String, Digest> files, String pack) {
            super(place);
            files.forEach((path, digest) -> this.files.put(path, digest.toString()));
            this.pack = pack;
        }

        @Override
        Boolean on(File root, NodeHome home) throws IOException {
            home.scratch();
            TreeMap<String, Digest> wanted = new TreeMap<>();
            files.forEach((path, digest) -> wanted.put(path, Digest.parse(digest)));
            try (OutputStream out = Files.newOutputStream(Path.of(pack))) {
                new NodeWorkspace(root.toPath(), home).give(wanted, out);
            }
            return true;
        }
    }

    private static final class Lacking extends NodeCall<List<String>> {
        private static final long serialVersionUID = 1;

        private final byte[] deliveries;

        Lacking(NodePlace place, byte[] deliveries) {
            super(place);
            this.deliveries = deliveries;
        }

        @Override
        List<String> on(File root, NodeHome home) throws IOException {
            return NodePlace.texts(new NodeWorkspace(root.toPath(), home).lacking(Delivery.decode(deliveries)));
        }
    }

    private static final class Restore extends NodeCall<List<String>> {
        private static final long serialVersionUID = 1;

        private final byte[] deliveries;

        Restore(NodePlace place, byte[] deliveries) {
            super(place);
            this.deliveries = deliveries;
        }

        @Override
        List<String> on(File root, NodeHome home) throws IOException {
            return new ArrayList<>(new NodeWorkspace(root.toPath(), home).restore(Delivery.decode(deliveries)));
        }
    }
}

package io.slipway.jenkins.run;

import io.slipway.core.content.ContentStore;
import io.slipway.core.content.Digest;
import io.slipway.jenkins.content.NodeHome;
import io.slipway.jenkins.content.Pack;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A build's workspace that is a directory of this machine. */
final class LocalWorkspace implements CallingWorkspace {
    private final Path root;
    private final NodeHome home;
    private final Path scratch;

    LocalWorkspace(Path root, NodeHome home, Path scratch) {
        this.root = root;
        this.home = home;
        this.scratch = scratch;
    }

    @Override
    public void fetch(Map<String, Digest> files, ContentStore into) throws IOException {
        ByteArrayOutputStream pack = new ByteArrayOutputStream();
        new NodeWorkspace(root, home).give(files, pack);
        Set<Digest> wanted = new HashSet<>(files.values());
        Pack.take(new ByteArrayInputStream(pack.toByteArray()), wanted, into, scratch);
    }

    @Override
    public List<String> restore(List<Delivery> deliveries, ContentStore from) throws IOException {
        NodeWorkspace workspace = new NodeWorkspace(root, home);
        List<Delivery> arrived = Delivery.decode(Delivery.encode(deliveries));
        List<Digest> lacking = workspace.lacking(arrived);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Pack pack = new Pack(bytes);
        pack.add(lacking, from, scratch);
        pack.end();
        home.take(new ByteArrayInputStream(bytes.toByteArray()), lacking);
        return workspace.restore(arrived);
    }
}

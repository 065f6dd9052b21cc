package io.slipway.jenkins.host;

import hudson.FilePath;
import hudson.model.Node;
import io.slipway.core.content.ContentStore;
import io.slipway.core.content.Digest;
import io.slipway.core.content.PathSet;
import io.slipway.core.content.Tree;
import io.slipway.core.pipeline.Task;
import io.slipway.jenkins.run.Allowance;
import io.slipway.jenkins.run.CallingWorkspace;
import io.slipway.jenkins.run.Delivery;
import io.slipway.jenkins.run.SourceRead;
import io.slipway.jenkins.run.TaskMade;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * The workspace around a step, for as long as the step lasts: its node may be away for a while, when it lost its connection
 * or the controller was started anew.
 */
public final class StepWorkspace implements CallingWorkspace {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final StepContext context;
    private final String root;

    /**
     * @param root of the Slipway workspace, on the step's node
     */
    public StepWorkspace(StepContext context, String root) {
        this.context = context;
        this.root = root;
    }

    /** See {@link RemoteWorkspace#read}. */
    public static SourceRead read(FilePath start, Node node, Map<String, String> environment)
            throws IOException, InterruptedException {
        return RemoteWorkspace.read(
                start, NodePlace.of(node, ControllerStore.get().shared()), environment);
    }

    @Override
    public void fetch(Map<String, Digest> files, ContentStore into) throws IOException, InterruptedException {
        live().fetch(files, into);
    }

    @Override
    public List<String> restore(List<Delivery> deliveries, ContentStore from) throws IOException, InterruptedException {
        return live().restore(deliveries, from);
    }

    /** Everything that lies at these places. */
    public Tree look(PathSet places) throws IOException, InterruptedException {
        return live().look(places);
    }

    /** Operating system and architecture of the node, as keys name them. */
    public List<String> platform() throws IOException, InterruptedException {
        return live().platform();
    }

    /** Takes what lies where {@code task} says it writes into {@code into}, if it is not too much. */
    public TaskMade collect(Task task, ContentStore into, Allowance allowance)
            throws IOException, InterruptedException {
        return live().collect(task, into, allowance);
    }

    private RemoteWorkspace live() throws IOException, InterruptedException {
        for (long waited = 0; ; waited += PAUSE.toMillis()) {
            try {
                Optional<RemoteWorkspace> there = find();
                if (there.isPresent()) return there.get();
            } catch (IOException e) { // so Jenkins says that a node is away
                if (waited >= PATIENCE.toMillis()) throw e;
            }
            if (waited >= PATIENCE.toMillis())
                throw new IOException("the node of the build's workspace has been away for " + PATIENCE.toMinutes()
                        + " minutes; see why it is offline");
            Thread.sleep(PAUSE.toMillis());
        }
    }

    private Optional<RemoteWorkspace> find() throws IOException, InterruptedException {
        FilePath workspace = context.get(FilePath.class);
        Node node = context.get(Node.class);
        if (workspace == null || node == null || node.getRootPath() == null) return Optional.empty();
        ControllerStore store = ControllerStore.get();
        NodePlace place = NodePlace.of(node, store.shared());
        Path scratch = store.results().scratch();
        return Optional.of(new RemoteWorkspace(new FilePath(workspace.getChannel(), root), place, scratch));
    }
}

package hudson.slaves;

import hudson.EnvVars;
import hudson.ExtensionPoint;
import hudson.model.Descriptor;
import hudson.model.Node;
import hudson.model.Queue;
import hudson.model.ReconfigurableDescribable;
import hudson.model.TaskListener;
import hudson.model.queue.CauseOfBlockage;
import java.io.IOException;
import java.util.List;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.StaplerRequest2;

public abstract class NodeProperty<N extends Node>
        implements ReconfigurableDescribable<NodeProperty<?>>, ExtensionPoint {
    protected transient N node;

    public NodeProperty() {}

    protected void setNode(N n) {
        throw new UnsupportedOperationException();
    }

    public NodePropertyDescriptor getDescriptor() {
        throw new UnsupportedOperationException();
    }

    public CauseOfBlockage canTake(Queue.Task task) {
        throw new UnsupportedOperationException();
    }

    public CauseOfBlockage canTake(Queue.BuildableItem buildableItem) {
        throw new UnsupportedOperationException();
    }

    public void buildEnvVars(EnvVars envVars, TaskListener taskListener) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public NodeProperty<?> reconfigure(StaplerRequest2 staplerRequest2, JSONObject jSONObject)
            throws Descriptor.FormException {
        throw new UnsupportedOperationException();
    }

    public static List<NodePropertyDescriptor> for_(Node node) {
        throw new UnsupportedOperationException();
    }
}

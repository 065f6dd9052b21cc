package hudson.model;

import hudson.ExtensionPoint;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.labels.LabelAtom;
import hudson.model.queue.CauseOfBlockage;
import hudson.remoting.VirtualChannel;
import hudson.security.ACL;
import hudson.security.AccessControlled;
import hudson.slaves.NodeProperty;
import hudson.slaves.NodePropertyDescriptor;
import hudson.slaves.OfflineCause;
import hudson.util.DescribableList;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.StaplerRequest2;

public abstract class Node implements ReconfigurableDescribable<Node>, ExtensionPoint, AccessControlled {
    protected transient volatile boolean holdOffLaunchUntilSave;

    public Node() {}

    public String getDisplayName() {
        throw new UnsupportedOperationException();
    }

    public boolean isHoldOffLaunchUntilSave() {
        throw new UnsupportedOperationException();
    }

    public void save() throws IOException {
        throw new UnsupportedOperationException();
    }

    public abstract String getNodeName();

    public abstract void setNodeName(String text);

    public abstract String getNodeDescription();

    public abstract Launcher createLauncher(TaskListener taskListener);

    public abstract int getNumExecutors();

    public final Computer toComputer() {
        throw new UnsupportedOperationException();
    }

    public final VirtualChannel getChannel() {
        throw new UnsupportedOperationException();
    }

    protected abstract Computer createComputer();

    public boolean isAcceptingTasks() {
        throw new UnsupportedOperationException();
    }

    public OfflineCause getTemporaryOfflineCause() {
        throw new UnsupportedOperationException();
    }

    protected Set<LabelAtom> getLabelAtomSet() {
        throw new UnsupportedOperationException();
    }

    public Set<LabelAtom> getAssignedLabels() {
        throw new UnsupportedOperationException();
    }

    public Set<LabelAtom> drainLabelsToTrim() {
        throw new UnsupportedOperationException();
    }

    public abstract String getLabelString();

    public void setLabelString(String text) throws IOException {
        throw new UnsupportedOperationException();
    }

    public LabelAtom getSelfLabel() {
        throw new UnsupportedOperationException();
    }

    public CauseOfBlockage canTake(Queue.Task task) {
        throw new UnsupportedOperationException();
    }

    public CauseOfBlockage canTake(Queue.BuildableItem buildableItem) {
        throw new UnsupportedOperationException();
    }

    public abstract FilePath getWorkspaceFor(TopLevelItem topLevelItem);

    public abstract FilePath getRootPath();

    public FilePath createPath(String text) {
        throw new UnsupportedOperationException();
    }

    public abstract DescribableList<NodeProperty<?>, NodePropertyDescriptor> getNodeProperties();

    public <T extends NodeProperty> T getNodeProperty(Class<T> type) {
        throw new UnsupportedOperationException();
    }

    public NodeProperty getNodeProperty(String text) {
        throw new UnsupportedOperationException();
    }

    public List<NodePropertyDescriptor> getNodePropertyDescriptors() {
        throw new UnsupportedOperationException();
    }

    public ACL getACL() {
        throw new UnsupportedOperationException();
    }

    public Node reconfigure(StaplerRequest2 staplerRequest2, JSONObject jSONObject) throws Descriptor.FormException {
        throw new UnsupportedOperationException();
    }

    public File getRootDir() {
        throw new UnsupportedOperationException();
    }

    public abstract Mode getMode();

    public enum Mode {
        NORMAL,
        EXCLUSIVE
    }
}

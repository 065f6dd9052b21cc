package hudson.model;

import hudson.ExtensionPoint;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.labels.LabelAtom;
import hudson.security.AccessControlled;
import hudson.slaves.NodeProperty;
import java.util.Set;

public abstract class Node implements ReconfigurableDescribable<Node>, ExtensionPoint, AccessControlled {
    public Node() {}

    public abstract String getNodeName();

    public abstract Launcher createLauncher(TaskListener taskListener);

    public abstract int getNumExecutors();

    public final Computer toComputer() {
        throw new UnsupportedOperationException();
    }

    public boolean isAcceptingTasks() {
        throw new UnsupportedOperationException();
    }

    public Set<LabelAtom> getAssignedLabels() {
        throw new UnsupportedOperationException();
    }

    public LabelAtom getSelfLabel() {
        throw new UnsupportedOperationException();
    }

    public abstract FilePath getRootPath();

    public <T extends NodeProperty> T getNodeProperty(Class<T> type) {
        throw new UnsupportedOperationException();
    }

    public NodeProperty getNodeProperty(String text) {
        throw new UnsupportedOperationException();
    }

    public abstract Mode getMode();

    public enum Mode {
        NORMAL,
        EXCLUSIVE
    }
}

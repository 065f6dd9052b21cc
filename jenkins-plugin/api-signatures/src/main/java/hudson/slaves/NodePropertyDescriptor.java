package hudson.slaves;

import hudson.model.Node;
import hudson.tools.PropertyDescriptor;

public abstract class NodePropertyDescriptor extends PropertyDescriptor<NodeProperty<?>, Node> {
    protected NodePropertyDescriptor(Class<? extends NodeProperty<?>> type) {}

    protected NodePropertyDescriptor() {}

    public boolean isApplicableAsGlobal() {
        throw new UnsupportedOperationException();
    }
}

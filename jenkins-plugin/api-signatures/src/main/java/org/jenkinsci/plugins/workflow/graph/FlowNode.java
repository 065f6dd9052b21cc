package org.jenkinsci.plugins.workflow.graph;

import hudson.model.Action;
import hudson.model.Actionable;
import hudson.model.Saveable;
import java.io.IOException;
import java.io.ObjectStreamException;
import java.util.List;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;

public abstract class FlowNode extends Actionable implements Saveable {
    protected FlowNode(FlowExecution flowExecution, String text, List<FlowNode> list) {}

    protected FlowNode(FlowExecution flowExecution, String text, FlowNode... flowNodes) {}

    protected Object readResolve() throws ObjectStreamException {
        throw new UnsupportedOperationException();
    }

    public final boolean isRunning() {
        throw new UnsupportedOperationException();
    }

    public final boolean isActive() {
        throw new UnsupportedOperationException();
    }

    public FlowExecution getExecution() {
        throw new UnsupportedOperationException();
    }

    public List<FlowNode> getParents() {
        throw new UnsupportedOperationException();
    }

    public String getEnclosingId() {
        throw new UnsupportedOperationException();
    }

    public List<String> getAllEnclosingIds() {
        throw new UnsupportedOperationException();
    }

    public List<String> getParentIds() {
        throw new UnsupportedOperationException();
    }

    public String getId() {
        throw new UnsupportedOperationException();
    }

    public String getDisplayName() {
        throw new UnsupportedOperationException();
    }

    public String getDisplayFunctionName() {
        throw new UnsupportedOperationException();
    }

    protected abstract String getTypeDisplayName();

    protected String getTypeFunctionName() {
        throw new UnsupportedOperationException();
    }

    public String getUrl() throws IOException {
        throw new UnsupportedOperationException();
    }

    protected synchronized void setActions(List<Action> list) {
        throw new UnsupportedOperationException();
    }

    public final <T extends Action> T getPersistentAction(Class<T> type) {
        throw new UnsupportedOperationException();
    }

    public <T extends Action> T getAction(Class<T> type) {
        throw new UnsupportedOperationException();
    }

    public List<Action> getActions() {
        throw new UnsupportedOperationException();
    }

    public void save() throws IOException {
        throw new UnsupportedOperationException();
    }
}

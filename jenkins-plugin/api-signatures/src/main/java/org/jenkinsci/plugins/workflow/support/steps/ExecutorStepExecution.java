package org.jenkinsci.plugins.workflow.support.steps;

import hudson.model.Queue;
import hudson.security.AccessControlled;
import java.io.IOException;
import java.io.Serializable;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.AbstractStepExecutionImpl;

public class ExecutorStepExecution extends AbstractStepExecutionImpl {
    public boolean start() throws Exception {
        throw new UnsupportedOperationException();
    }

    ExecutorStepExecution() {}

    public static final class PlaceholderTask implements Queue.Task, Serializable, AccessControlled {
        public boolean isContinued() {
            throw new UnsupportedOperationException();
        }

        public FlowNode getNode() throws IOException, InterruptedException {
            throw new UnsupportedOperationException();
        }

        public Queue.Executable createExecutable() throws IOException {
            throw new UnsupportedOperationException();
        }

        public Queue.Task getOwnerTask() {
            throw new UnsupportedOperationException();
        }

        public Queue.Executable getOwnerExecutable() {
            throw new UnsupportedOperationException();
        }

        public String getName() {
            throw new UnsupportedOperationException();
        }

        public String getFullDisplayName() {
            throw new UnsupportedOperationException();
        }

        public String getDisplayName() {
            throw new UnsupportedOperationException();
        }

        public String getUrl() {
            throw new UnsupportedOperationException();
        }

        PlaceholderTask() {}
    }
}

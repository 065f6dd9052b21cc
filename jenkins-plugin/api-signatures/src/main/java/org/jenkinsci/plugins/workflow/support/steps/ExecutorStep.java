package org.jenkinsci.plugins.workflow.support.steps;

import java.io.Serializable;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

public final class ExecutorStep extends Step implements Serializable {
    public ExecutorStep(String label) {}

    public StepExecution start(StepContext context) throws Exception {
        throw new UnsupportedOperationException();
    }
}

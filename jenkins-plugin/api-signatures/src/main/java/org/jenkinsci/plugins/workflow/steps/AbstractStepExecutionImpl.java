package org.jenkinsci.plugins.workflow.steps;

public abstract class AbstractStepExecutionImpl extends StepExecution {
    protected AbstractStepExecutionImpl() {}

    protected AbstractStepExecutionImpl(StepContext stepContext) {}

    public void onResume() {
        throw new UnsupportedOperationException();
    }

    protected void inject() {
        throw new UnsupportedOperationException();
    }
}

package org.jenkinsci.plugins.workflow.steps;

import java.util.List;

public class MissingContextVariableException extends Exception {
    public MissingContextVariableException(Class<?> type) {}

    public MissingContextVariableException(Class<?> type, StepDescriptor stepDescriptor) {}

    public Class<?> getType() {
        throw new UnsupportedOperationException();
    }

    public String getMessage() {
        throw new UnsupportedOperationException();
    }

    public List<StepDescriptor> getProviders() {
        throw new UnsupportedOperationException();
    }
}

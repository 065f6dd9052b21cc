package org.jenkinsci.plugins.workflow.steps;

import hudson.ExtensionList;
import hudson.model.Descriptor;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

public abstract class StepDescriptor extends Descriptor<Step> {
    public StepDescriptor() {}

    public abstract Set<? extends Class<?>> getRequiredContext();

    public Set<? extends Class<?>> getProvidedContext() {
        throw new UnsupportedOperationException();
    }

    public abstract String getFunctionName();

    public boolean takesImplicitBlockArgument() {
        throw new UnsupportedOperationException();
    }

    public boolean isAdvanced() {
        throw new UnsupportedOperationException();
    }

    public boolean isMetaStep() {
        throw new UnsupportedOperationException();
    }

    public final Class<?> getMetaStepArgumentType() {
        throw new UnsupportedOperationException();
    }

    public Step newInstance(Map<String, Object> map) throws Exception {
        throw new UnsupportedOperationException();
    }

    public Map<String, Object> defineArguments(Step step) throws UnsupportedOperationException {
        throw new UnsupportedOperationException();
    }

    public final void checkContextAvailability(StepContext stepContext)
            throws MissingContextVariableException, IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public static ExtensionList<StepDescriptor> all() {
        throw new UnsupportedOperationException();
    }

    public static Iterable<StepDescriptor> allMeta() {
        throw new UnsupportedOperationException();
    }

    public static StepDescriptor byFunctionName(String text) {
        throw new UnsupportedOperationException();
    }

    public static List<StepDescriptor> metaStepsOf(String text) {
        throw new UnsupportedOperationException();
    }

    public String argumentsToString(Map<String, Object> map) {
        throw new UnsupportedOperationException();
    }
}

package org.jenkinsci.plugins.workflow.steps;

import hudson.EnvVars;
import hudson.model.TaskListener;
import java.io.IOException;
import java.io.Serializable;
import java.util.Map;
import java.util.Set;

public abstract class EnvironmentExpander implements Serializable {
    public EnvironmentExpander() {}

    public abstract void expand(EnvVars envVars) throws IOException, InterruptedException;

    public Set<String> getSensitiveVariables() {
        throw new UnsupportedOperationException();
    }

    public static EnvironmentExpander constant(Map<String, String> map) {
        throw new UnsupportedOperationException();
    }

    public static EnvironmentExpander merge(
            EnvironmentExpander environmentExpander, EnvironmentExpander environmentExpander2) {
        throw new UnsupportedOperationException();
    }

    public static EnvVars getEffectiveEnvironment(
            EnvVars envVars, EnvVars envVars2, EnvironmentExpander environmentExpander)
            throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public static EnvVars getEffectiveEnvironment(
            EnvVars envVars,
            EnvVars envVars2,
            EnvironmentExpander environmentExpander,
            StepContext stepContext,
            TaskListener taskListener)
            throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }
}

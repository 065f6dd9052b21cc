package org.jenkinsci.plugins.workflow.steps;

import java.io.Serializable;
import java.util.Map;

public abstract class EnvironmentExpander implements Serializable {
    public EnvironmentExpander() {}

    public static EnvironmentExpander constant(Map<String, String> map) {
        throw new UnsupportedOperationException();
    }

    public static EnvironmentExpander merge(
            EnvironmentExpander environmentExpander, EnvironmentExpander environmentExpander2) {
        throw new UnsupportedOperationException();
    }
}

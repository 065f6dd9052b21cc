package io.slipway.jenkins.step;

import hudson.Extension;
import hudson.FilePath;
import hudson.model.Node;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.slipway.core.content.PathSet;
import io.slipway.jenkins.reuse.CachedBody;
import java.io.Serializable;
import java.util.List;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * {@code slipwayCache(inputs: ['src/**'], outputs: ['target/*.jar']) { … }}: skips its body when what it makes is known, and
 * brings that into the workspace instead.
 */
public final class SlipwayCacheStep extends Step implements Serializable {
    private static final long serialVersionUID = 1;

    private final List<String> inputs;
    private final List<String> outputs;
    private String key = ""; // what it reads says enough

    @DataBoundConstructor
    public SlipwayCacheStep(List<String> inputs, List<String> outputs) {
        this.inputs = Lines.split(inputs);
        this.outputs = Lines.split(outputs);
    }

    /** Patterns of what the body reads. */
    public List<String> getInputs() {
        return inputs;
    }

    /** Patterns of what it makes. */
    public List<String> getOutputs() {
        return outputs;
    }

    /** For the form. */
    public String getInputsText() {
        return Lines.join(inputs);
    }

    /** For the form. */
    public String getOutputsText() {
        return Lines.join(outputs);
    }

    public String getKey() {
        return key;
    }

    /** Whatever else changes what it makes, such as the version of a tool. */
    @DataBoundSetter
    public void setKey(String key) {
        this.key = key;
    }

    CachedBody body() {
        return new CachedBody(new PathSet(inputs), new PathSet(outputs), key);
    }

    @Override
    public StepExecution start(StepContext context) {
        return new SlipwayCacheExecution(context, this);
    }

    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "slipwayCache";
        }

        @Override
        public String getDisplayName() {
            return "Skip the body when what it makes is known";
        }

        @Override
        public boolean takesImplicitBlockArgument() {
            return true;
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class, FilePath.class, Node.class);
        }
    }
}

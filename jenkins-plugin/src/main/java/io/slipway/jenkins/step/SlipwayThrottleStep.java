package io.slipway.jenkins.step;

import hudson.Extension;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import io.slipway.jenkins.check.Fields;
import java.io.Serializable;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.interceptor.RequirePOST;

/**
 * {@code slipwayThrottle(name: 'integration-db', weight: 2) { … }}: runs its body while it holds some of a limit that all jobs
 * share.
 */
public final class SlipwayThrottleStep extends Step implements Serializable {
    private static final long serialVersionUID = 1;

    private final String name;
    private int weight = 1;

    @DataBoundConstructor
    public SlipwayThrottleStep(String name) {
        this.name = name;
    }

    /** Of the limit, as it is set in Manage Jenkins. */
    public String getName() {
        return name;
    }

    /** How much of it the body takes. */
    public int getWeight() {
        return weight;
    }

    @DataBoundSetter
    public void setWeight(int weight) {
        this.weight = weight;
    }

    @Override
    public StepExecution start(StepContext context) {
        if (name.isBlank()) throw new IllegalArgumentException("name: '' (expected: the name of a limit)");
        if (weight < 1) throw new IllegalArgumentException("weight: " + weight + " (expected: >= 1)");
        return new SlipwayThrottleExecution(context, name, weight);
    }

    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "slipwayThrottle";
        }

        @Override
        public String getDisplayName() {
            return "Slipway: hold some of a limit that all jobs share";
        }

        @Override
        public boolean takesImplicitBlockArgument() {
            return true;
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(TaskListener.class, Run.class);
        }

        @RequirePOST
        public FormValidation doCheckName(@QueryParameter @Nullable String value) {
            return FormWords.answer(value, FormWords::name);
        }

        @RequirePOST
        public FormValidation doCheckWeight(@QueryParameter @Nullable String value) {
            return FormWords.answer(value, Fields::atLeastOne);
        }
    }
}

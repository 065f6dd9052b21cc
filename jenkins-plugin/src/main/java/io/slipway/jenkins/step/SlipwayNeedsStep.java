package io.slipway.jenkins.step;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.Extension;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import io.slipway.core.pipeline.TaskAddress;
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
 * {@code slipwayNeeds('contracts:package')}: waits until a {@code slipwayRun} of any job has made just that of the same
 * revision, and not for the rest of that build.
 */
public final class SlipwayNeedsStep extends Step implements Serializable {
    private static final long serialVersionUID = 1;

    /** What stands for whichever revision. */
    private static final String ANY = "any";

    private final String task;
    private @Nullable String revision;
    private int minutes = 60;

    @DataBoundConstructor
    public SlipwayNeedsStep(String task) {
        this.task = task;
    }

    /** Written {@code service:task}. */
    public String getTask() {
        return task;
    }

    /** Of the sources it is to be made of; this build's own unless something else is said; {@code any} for any. */
    public @Nullable String getRevision() {
        return revision;
    }

    @DataBoundSetter
    public void setRevision(@Nullable String revision) {
        this.revision = FormWords.trimmed(revision);
    }

    /** Given up after so long. */
    public int getMinutes() {
        return minutes;
    }

    @DataBoundSetter
    public void setMinutes(int minutes) {
        this.minutes = minutes;
    }

    @Override
    public StepExecution start(StepContext context) throws Exception {
        TaskAddress address;
        try {
            address = TaskAddress.parse(task);
        } catch (IllegalArgumentException e) {
            throw new AbortException(String.valueOf(e.getMessage()));
        }
        if (minutes < 1) throw new AbortException("minutes: " + minutes + " (expected: 1 or more)");
        return new SlipwayNeedsExecution(context, address, wanted(context), minutes);
    }

    /** Empty for any. */
    private String wanted(StepContext context) throws Exception {
        String said = revision;
        if (said != null) return said.equals(ANY) ? "" : said;
        EnvVars environment = context.get(EnvVars.class);
        String own = environment == null ? null : FormWords.trimmed(environment.get("GIT_COMMIT"));
        if (own == null)
            throw new AbortException("this build knows no revision of its own (GIT_COMMIT is not set); say"
                    + " revision: '...' or revision: 'any'");
        return own;
    }

    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "slipwayNeeds";
        }

        @Override
        public String getDisplayName() {
            return "Slipway: wait for what a task of another service makes";
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(TaskListener.class, Run.class);
        }

        @RequirePOST
        public FormValidation doCheckTask(@QueryParameter @Nullable String value) {
            return FormWords.answer(value, FormWords.reads(TaskAddress::parse));
        }

        @RequirePOST
        public FormValidation doCheckMinutes(@QueryParameter @Nullable String value) {
            return FormWords.answer(value, Fields::atLeastOne);
        }
    }
}

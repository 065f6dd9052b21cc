package io.slipway.jenkins.step;

import hudson.AbortException;
import hudson.Extension;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.jenkins.check.Fields;
import io.slipway.jenkins.settings.SlipwaySettings;
import java.io.Serializable;
import java.time.Duration;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
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
 * {@code slipwayReserve(bench: 'rack-3', minutes: 30) { … }}: runs its body while it has a bench for itself alone, until a
 * time that everybody knows.
 */
public final class SlipwayReserveStep extends Step implements Serializable {
    private static final long serialVersionUID = 1;

    private final String bench;
    private final int minutes;
    private int waitMinutes; // as long as it takes

    @DataBoundConstructor
    public SlipwayReserveStep(String bench, int minutes) {
        this.bench = bench;
        this.minutes = minutes;
    }

    /** Its name: of a node's benches, or any name that jobs agree on. */
    public String getBench() {
        return bench;
    }

    /** For how long at most. */
    public int getMinutes() {
        return minutes;
    }

    /** Given up when it is not free within so many minutes; never when 0. */
    public int getWaitMinutes() {
        return waitMinutes;
    }

    @DataBoundSetter
    public void setWaitMinutes(int waitMinutes) {
        this.waitMinutes = waitMinutes;
    }

    @Override
    public StepExecution start(StepContext context) throws AbortException {
        if (!TaskAddress.isName(bench))
            throw new AbortException("bench: '" + bench + "' (expected: " + TaskAddress.NAME_RULE + ")");
        Duration longest = SlipwaySettings.get().longestReservation();
        if (minutes < 1 || Duration.ofMinutes(minutes).compareTo(longest) > 0)
            throw new AbortException("minutes: " + minutes + " (expected: 1 to " + longest.toMinutes()
                    + ", which an administrator can change in Manage Jenkins, System, Slipway)");
        if (waitMinutes < 0) throw new AbortException("waitMinutes: " + waitMinutes + " (expected: 0 or more)");
        return new SlipwayReserveExecution(context, bench, minutes, waitMinutes);
    }

    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "slipwayReserve";
        }

        @Override
        public String getDisplayName() {
            return "Slipway: have a bench for this body alone";
        }

        @Override
        public boolean takesImplicitBlockArgument() {
            return true;
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(TaskListener.class, Run.class);
        }

        @Override
        public Set<? extends Class<?>> getProvidedContext() {
            return Set.of(EnvironmentExpander.class);
        }

        @RequirePOST
        public FormValidation doCheckBench(@QueryParameter @Nullable String value) {
            return FormWords.answer(value, FormWords::name);
        }

        @RequirePOST
        public FormValidation doCheckMinutes(@QueryParameter @Nullable String value) {
            return FormWords.answer(value, Fields::atLeastOne);
        }

        @RequirePOST
        public FormValidation doCheckWaitMinutes(@QueryParameter @Nullable String value) {
            return FormWords.answer(value, Fields::atLeastNone);
        }
    }
}

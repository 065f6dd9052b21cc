package io.slipway.jenkins.step;

import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Computer;
import hudson.model.Descriptor;
import hudson.model.Executor;
import hudson.model.Node;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.run.RunId;
import io.slipway.jenkins.check.Fields;
import io.slipway.jenkins.desk.PlaceWish;
import io.slipway.jenkins.farm.Amounts;
import io.slipway.jenkins.farm.LabelWords;
import io.slipway.jenkins.host.PlaceAction;
import io.slipway.jenkins.host.PlacedBodies;
import io.slipway.jenkins.host.SlipwayDesk;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.support.steps.ExecutorStep;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.interceptor.RequirePOST;

/**
 * {@code slipwayPlace(requires: [jdk: '>=17', os: 'linux'], cpu: 2, memory: '4Gi') { … }}: runs its body on the best node
 * that has all that, as {@code node} would.
 *
 * <p>It is a {@code node} step in all but the choice: the body waits in the queue, survives a restart and an agent's
 * disconnection, and is stopped, as the body of {@code node}; where it starts, and when, the desk says.
 */
public final class SlipwayPlaceStep extends Step implements Serializable {
    private static final long serialVersionUID = 1;

    private Map<String, Object> requires = new LinkedHashMap<>(); // any node
    private Map<String, Object> prefers = new LinkedHashMap<>();
    private @Nullable String cpu;
    private @Nullable String memory;
    private int priority;

    @DataBoundConstructor
    public SlipwayPlaceStep() {}

    /** Labels that the node must have, each with a value or range. */
    public Map<String, Object> getRequires() {
        return requires;
    }

    @DataBoundSetter
    public void setRequires(@Nullable Map<String, Object> requires) {
        this.requires = requires == null ? new LinkedHashMap<>() : new LinkedHashMap<>(requires);
    }

    /** Labels that would be good to have. */
    public Map<String, Object> getPrefers() {
        return prefers;
    }

    @DataBoundSetter
    public void setPrefers(@Nullable Map<String, Object> prefers) {
        this.prefers = prefers == null ? new LinkedHashMap<>() : new LinkedHashMap<>(prefers);
    }

    /** Processors that the body will use: {@code 2}, {@code 0.5}. */
    public @Nullable Object getCpu() {
        return cpu;
    }

    @DataBoundSetter
    public void setCpu(@Nullable Object cpu) {
        this.cpu = FormWords.trimmed(cpu);
    }

    /** Memory that the body will use: {@code 4Gi}. */
    public @Nullable String getMemory() {
        return memory;
    }

    @DataBoundSetter
    public void setMemory(@Nullable String memory) {
        this.memory = FormWords.trimmed(memory);
    }

    /** Higher comes first among what the same folder wants. */
    public int getPriority() {
        return priority;
    }

    @DataBoundSetter
    public void setPriority(int priority) {
        this.priority = priority;
    }

    private Resources wanted() {
        String processors = cpu;
        String bytes = memory;
        return new Resources(
                processors == null ? 0 : Amounts.milliCpu(processors), bytes == null ? 0 : Amounts.bytes(bytes));
    }

    @Override
    public StepExecution start(StepContext context) throws Exception {
        RunId id = Builds.newId();
        PlaceWish wish = new PlaceWish(
                id,
                Builds.owner(context),
                LabelWords.selector(requires),
                LabelWords.selector(prefers),
                wanted(),
                priority);
        context.get(FlowNode.class).addAction(new PlaceAction(wish));
        SlipwayDesk.places().ask(wish, Builds.log(context));
        return new ExecutorStep(PlacedBodies.label(id)).start(context);
    }

    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "slipwayPlace";
        }

        @Override
        public String getDisplayName() {
            return "Slipway: run on the best node that has what is required";
        }

        @Override
        public boolean takesImplicitBlockArgument() {
            return true;
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(TaskListener.class, Run.class, FlowExecution.class, FlowNode.class);
        }

        @Override
        public Set<? extends Class<?>> getProvidedContext() {
            return Set.of(Executor.class, Computer.class, FilePath.class, EnvVars.class, Node.class, Launcher.class);
        }

        @Override
        public Step newInstance(@Nullable StaplerRequest2 request, JSONObject form) throws Descriptor.FormException {
            SlipwayPlaceStep step = new SlipwayPlaceStep();
            step.setRequires(FormWords.map(form.optString("requires")));
            step.setPrefers(FormWords.map(form.optString("prefers")));
            step.setCpu(form.optString("cpu"));
            step.setMemory(form.optString("memory"));
            step.setPriority(form.optInt("priority"));
            return step;
        }

        @RequirePOST
        public FormValidation doCheckRequires(@QueryParameter @Nullable String value) {
            return FormWords.answer(value, FormWords.reads(DescriptorImpl::selector));
        }

        @RequirePOST
        public FormValidation doCheckPrefers(@QueryParameter @Nullable String value) {
            return FormWords.answer(value, FormWords.reads(DescriptorImpl::selector));
        }

        @RequirePOST
        public FormValidation doCheckCpu(@QueryParameter @Nullable String value) {
            return FormWords.answer(value, FormWords.orNothing(FormWords.reads(Amounts::milliCpu)));
        }

        @RequirePOST
        public FormValidation doCheckMemory(@QueryParameter @Nullable String value) {
            return FormWords.answer(value, FormWords.orNothing(FormWords.reads(Amounts::bytes)));
        }

        @RequirePOST
        public FormValidation doCheckPriority(@QueryParameter @Nullable String value) {
            return FormWords.answer(value, FormWords.orNothing(Fields::priority));
        }

        private static Object selector(String text) {
            return LabelWords.selector(FormWords.map(text));
        }
    }
}

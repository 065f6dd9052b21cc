package io.slipway.jenkins.step;

import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.model.Node;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * {@code slipwayRun(definition: 'slipway.yaml')}: runs a Slipway workspace from a Jenkinsfile. It is used inside
 * {@code node}, whose workspace has the sources; each task runs on the node that placement chose. Returns a map with an
 * entry for each task.
 */
public final class SlipwayRunStep extends Step implements Serializable {
    private static final long serialVersionUID = 1;

    private String definition = "slipway.yaml"; // where most repositories have it
    private List<String> tasks = new ArrayList<>();
    private List<String> with = new ArrayList<>();
    private boolean keepGoing;
    private boolean rebuild;
    private boolean propagate = true; // a failed task fails the build, as a failed sh does
    private int priority;
    private String revision = ""; // the commit that Jenkins checked out

    @DataBoundConstructor
    public SlipwayRunStep() {}

    public String getDefinition() {
        return definition;
    }

    /** A {@code slipway.yaml} or a directory, from the build's workspace. */
    @DataBoundSetter
    public void setDefinition(String definition) {
        this.definition = definition;
    }

    public List<String> getTasks() {
        return tasks;
    }

    /** Addresses of tasks, services or directories; all that the definition has when empty. */
    @DataBoundSetter
    public void setTasks(List<String> tasks) {
        this.tasks = Lines.split(tasks);
    }

    /** For the form. */
    public String getTasksText() {
        return Lines.join(tasks);
    }

    public List<String> getWith() {
        return with;
    }

    /** Kinds of tasks that only run when they are asked for, such as {@code deploy}. */
    @DataBoundSetter
    public void setWith(List<String> with) {
        this.with = Lines.split(with);
    }

    /** For the form. */
    public String getWithText() {
        return Lines.join(with);
    }

    public boolean isKeepGoing() {
        return keepGoing;
    }

    /** Whether tasks that need nothing failed still run after a failure. */
    @DataBoundSetter
    public void setKeepGoing(boolean keepGoing) {
        this.keepGoing = keepGoing;
    }

    public boolean isRebuild() {
        return rebuild;
    }

    /** Whether every task runs though its result may be there. */
    @DataBoundSetter
    public void setRebuild(boolean rebuild) {
        this.rebuild = rebuild;
    }

    public boolean isPropagate() {
        return propagate;
    }

    /** Whether a failed task fails the step; if not, the map says what failed. */
    @DataBoundSetter
    public void setPropagate(boolean propagate) {
        this.propagate = propagate;
    }

    public int getPriority() {
        return priority;
    }

    /** Higher comes first among the runs of the same folder. */
    @DataBoundSetter
    public void setPriority(int priority) {
        this.priority = priority;
    }

    public String getRevision() {
        return revision;
    }

    /** Name by which other builds ask for what is made here; {@code GIT_COMMIT} when empty. */
    @DataBoundSetter
    public void setRevision(String revision) {
        this.revision = revision;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new SlipwayRunExecution(context, this);
    }

    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "slipwayRun";
        }

        @Override
        public String getDisplayName() {
            return "Run a Slipway workspace";
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class, FilePath.class, Node.class, EnvVars.class);
        }
    }
}

package io.slipway.jenkins.host;

import hudson.init.InitMilestone;
import hudson.model.Run;
import io.slipway.jenkins.desk.Owners;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionList;

/** The builds of this controller. Thread-safe. */
final class JenkinsOwners implements Owners {
    @Override
    public boolean isAlive(String owner) {
        if (Jenkins.get().getInitLevel() != InitMilestone.COMPLETED
                || !FlowExecutionList.get().isResumptionComplete()) return true;
        try {
            Run<?, ?> run = Run.fromExternalizableId(owner);
            return run != null && run.isBuilding();
        } catch (IllegalArgumentException e) {
            return false; // no name of a build
        }
    }
}

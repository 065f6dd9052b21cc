package org.jenkinsci.plugins.workflow.steps;

import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.util.List;
import jenkins.model.CauseOfInterruption;

public final class FlowInterruptedException extends InterruptedException {
    public FlowInterruptedException(Result result, CauseOfInterruption... causeOfInterruptions) {}

    public FlowInterruptedException(Result result, boolean flag, CauseOfInterruption... causeOfInterruptions) {}

    public Result getResult() {
        throw new UnsupportedOperationException();
    }

    public List<CauseOfInterruption> getCauses() {
        throw new UnsupportedOperationException();
    }

    public boolean isActualInterruption() {
        throw new UnsupportedOperationException();
    }

    public void setActualInterruption(boolean flag) {
        throw new UnsupportedOperationException();
    }

    public String getMessage() {
        throw new UnsupportedOperationException();
    }

    public void handle(Run<?, ?> run, TaskListener taskListener) {
        throw new UnsupportedOperationException();
    }
}

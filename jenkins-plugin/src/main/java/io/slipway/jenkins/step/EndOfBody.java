package io.slipway.jenkins.step;

import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** However a body ends, what was held for it is given back. */
final class EndOfBody extends BodyExecutionCallback.TailCall {
    private static final long serialVersionUID = 1;

    private final Releasing holder;

    EndOfBody(Releasing holder) {
        this.holder = holder;
    }

    @Override
    protected void finished(StepContext context) {
        holder.release();
    }
}

package org.jenkinsci.plugins.workflow.steps;

import java.io.Serializable;

public abstract class BodyExecutionCallback implements Serializable {
    public BodyExecutionCallback() {}

    public abstract void onSuccess(StepContext stepContext, Object value);

    public abstract void onFailure(StepContext stepContext, Throwable throwable);

    public abstract static class TailCall extends BodyExecutionCallback {
        public TailCall() {}

        protected abstract void finished(StepContext stepContext) throws Exception;

        public final void onSuccess(StepContext stepContext, Object value) {
            throw new UnsupportedOperationException();
        }

        public void onFailure(StepContext stepContext, Throwable throwable) {
            throw new UnsupportedOperationException();
        }
    }
}

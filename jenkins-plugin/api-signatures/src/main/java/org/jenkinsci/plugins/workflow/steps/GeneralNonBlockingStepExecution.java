package org.jenkinsci.plugins.workflow.steps;

public abstract class GeneralNonBlockingStepExecution extends StepExecution {
    protected GeneralNonBlockingStepExecution(StepContext stepContext) {}

    protected final void run(GeneralNonBlockingStepExecution.Block block) {
        throw new UnsupportedOperationException();
    }

    public void stop(Throwable throwable) throws Exception {
        throw new UnsupportedOperationException();
    }

    public void onResume() {
        throw new UnsupportedOperationException();
    }

    public String getStatus() {
        throw new UnsupportedOperationException();
    }

    public boolean blocksRestart() {
        throw new UnsupportedOperationException();
    }

    protected interface Block {
        void run() throws Exception;
    }

    protected abstract class TailCall extends BodyExecutionCallback {
        protected TailCall() {}

        protected abstract void finished(StepContext stepContext) throws Exception;

        public final void onSuccess(StepContext stepContext, Object value) {
            throw new UnsupportedOperationException();
        }

        public final void onFailure(StepContext stepContext, Throwable throwable) {
            throw new UnsupportedOperationException();
        }
    }
}

package jenkins.model.queue;

import hudson.model.Executor;

public abstract class AsynchronousExecution extends RuntimeException {
    protected AsynchronousExecution() {}

    public abstract void interrupt(boolean flag);

    public abstract boolean blocksRestart();

    public abstract boolean displayCell();

    public final synchronized Executor getExecutor() {
        throw new UnsupportedOperationException();
    }

    public final synchronized void setExecutorWithoutCompleting(Executor executor) {
        throw new UnsupportedOperationException();
    }

    public final synchronized void maybeComplete() {
        throw new UnsupportedOperationException();
    }

    public final synchronized void completed(Throwable throwable) {
        throw new UnsupportedOperationException();
    }
}

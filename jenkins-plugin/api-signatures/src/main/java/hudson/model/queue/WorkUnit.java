package hudson.model.queue;

import hudson.model.Executor;
import hudson.model.Queue;

public final class WorkUnit {
    public final SubTask work = null;
    public final WorkUnitContext context = null;

    public Executor getExecutor() {
        throw new UnsupportedOperationException();
    }

    public void setExecutor(Executor executor) {
        throw new UnsupportedOperationException();
    }

    public Queue.Executable getExecutable() {
        throw new UnsupportedOperationException();
    }

    public void setExecutable(Queue.Executable executable) {
        throw new UnsupportedOperationException();
    }

    public boolean isMainWork() {
        throw new UnsupportedOperationException();
    }

    WorkUnit() {}
}

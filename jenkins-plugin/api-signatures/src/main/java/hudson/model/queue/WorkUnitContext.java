package hudson.model.queue;

import hudson.model.Action;
import hudson.model.Executor;
import hudson.model.Queue;
import java.util.List;

public final class WorkUnitContext {
    public final Queue.BuildableItem item = null;
    public final Queue.Task task = null;
    public final List<Action> actions = null;

    public WorkUnitContext(Queue.BuildableItem buildableItem) {}

    public WorkUnit createWorkUnit(SubTask subTask) {
        throw new UnsupportedOperationException();
    }

    public List<WorkUnit> getWorkUnits() {
        throw new UnsupportedOperationException();
    }

    public WorkUnit getPrimaryWorkUnit() {
        throw new UnsupportedOperationException();
    }

    public void synchronizeStart() throws InterruptedException {
        throw new UnsupportedOperationException();
    }

    public void synchronizeEnd(Queue.Executable executable, Throwable throwable, long number)
            throws InterruptedException {
        throw new UnsupportedOperationException();
    }

    public void synchronizeEnd(Executor executor, Queue.Executable executable, Throwable throwable, long number)
            throws InterruptedException {
        throw new UnsupportedOperationException();
    }

    public synchronized void abort(Throwable throwable) {
        throw new UnsupportedOperationException();
    }
}

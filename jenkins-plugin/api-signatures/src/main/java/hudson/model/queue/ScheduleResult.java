package hudson.model.queue;

import hudson.model.Queue;

public abstract class ScheduleResult {
    public boolean isAccepted() {
        throw new UnsupportedOperationException();
    }

    public Queue.WaitingItem getCreateItem() {
        throw new UnsupportedOperationException();
    }

    public Queue.Item getItem() {
        throw new UnsupportedOperationException();
    }

    public final boolean isRefused() {
        throw new UnsupportedOperationException();
    }

    public final boolean isCreated() {
        throw new UnsupportedOperationException();
    }

    ScheduleResult() {}
}

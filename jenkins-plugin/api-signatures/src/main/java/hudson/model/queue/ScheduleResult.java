package hudson.model.queue;

import hudson.model.Queue;

public abstract class ScheduleResult {
    public Queue.Item getItem() {
        throw new UnsupportedOperationException();
    }

    ScheduleResult() {}
}

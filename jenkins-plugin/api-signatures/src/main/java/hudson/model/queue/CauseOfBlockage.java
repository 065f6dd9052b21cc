package hudson.model.queue;

import hudson.model.TaskListener;
import org.jvnet.localizer.Localizable;

public abstract class CauseOfBlockage {
    public CauseOfBlockage() {}

    public abstract String getShortDescription();

    public boolean isFatal() {
        throw new UnsupportedOperationException();
    }

    public void print(TaskListener taskListener) {
        throw new UnsupportedOperationException();
    }

    public static CauseOfBlockage fromMessage(Localizable localizable) {
        throw new UnsupportedOperationException();
    }

    public static CauseOfBlockage createNeedsMoreExecutor(Localizable localizable) {
        throw new UnsupportedOperationException();
    }
}

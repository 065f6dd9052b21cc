package hudson.model;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.triggers.SafeTimerTask;
import java.util.logging.Logger;

public abstract class PeriodicWork extends SafeTimerTask implements ExtensionPoint {
    protected final Logger logger = null;

    public PeriodicWork() {}

    public abstract long getRecurrencePeriod();

    public long getInitialDelay() {
        throw new UnsupportedOperationException();
    }

    public static ExtensionList<PeriodicWork> all() {
        throw new UnsupportedOperationException();
    }

    public static void init() {
        throw new UnsupportedOperationException();
    }
}

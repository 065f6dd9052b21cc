package hudson.slaves;

import org.jvnet.localizer.Localizable;

public abstract class OfflineCause {
    protected final long timestamp;

    { // Not a constant, which the compiler would copy into its callers.
        timestamp = 0;
    }

    public OfflineCause() {}

    public long getTimestamp() {
        throw new UnsupportedOperationException();
    }

    public static OfflineCause create(Localizable localizable) {
        throw new UnsupportedOperationException();
    }
}

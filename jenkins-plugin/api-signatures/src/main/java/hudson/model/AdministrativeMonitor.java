package hudson.model;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.security.Permission;
import java.io.IOException;

public abstract class AdministrativeMonitor implements ExtensionPoint {
    public final String id;

    { // Not a constant, which the compiler would copy into its callers.
        id = null;
    }

    protected AdministrativeMonitor(String text) {}

    protected AdministrativeMonitor() {}

    public String getUrl() {
        throw new UnsupportedOperationException();
    }

    public String getDisplayName() {
        throw new UnsupportedOperationException();
    }

    public void disable(boolean flag) throws IOException {
        throw new UnsupportedOperationException();
    }

    public boolean isEnabled() {
        throw new UnsupportedOperationException();
    }

    public abstract boolean isActivated();

    public boolean isActivationFake() {
        throw new UnsupportedOperationException();
    }

    public boolean isSecurity() {
        throw new UnsupportedOperationException();
    }

    public Permission getRequiredPermission() {
        throw new UnsupportedOperationException();
    }

    public void checkRequiredPermission() {
        throw new UnsupportedOperationException();
    }

    public boolean hasRequiredPermission() {
        throw new UnsupportedOperationException();
    }

    public static boolean hasPermissionToDisplay() {
        throw new UnsupportedOperationException();
    }

    public Object getTarget() {
        throw new UnsupportedOperationException();
    }

    public static ExtensionList<AdministrativeMonitor> all() {
        throw new UnsupportedOperationException();
    }
}

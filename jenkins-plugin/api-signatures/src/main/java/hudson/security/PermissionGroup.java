package hudson.security;

import java.util.Iterator;
import java.util.List;
import org.jvnet.localizer.Localizable;

public final class PermissionGroup implements Iterable<Permission>, Comparable<PermissionGroup> {
    public final Class owner = null;
    public final Localizable title = null;

    public PermissionGroup(Class type, Localizable localizable) throws IllegalStateException {}

    public PermissionGroup(String text, Class type, Localizable localizable) throws IllegalStateException {}

    public String getId() {
        throw new UnsupportedOperationException();
    }

    public String getOwnerClassName() {
        throw new UnsupportedOperationException();
    }

    public Iterator<Permission> iterator() {
        throw new UnsupportedOperationException();
    }

    public synchronized List<Permission> getPermissions() {
        throw new UnsupportedOperationException();
    }

    public synchronized boolean hasPermissionContainedBy(PermissionScope permissionScope) {
        throw new UnsupportedOperationException();
    }

    public synchronized Permission find(String text) {
        throw new UnsupportedOperationException();
    }

    public int compareTo(PermissionGroup permissionGroup) {
        throw new UnsupportedOperationException();
    }

    public synchronized int size() {
        throw new UnsupportedOperationException();
    }

    public static synchronized List<PermissionGroup> getAll() {
        throw new UnsupportedOperationException();
    }

    public static synchronized PermissionGroup get(Class type) {
        throw new UnsupportedOperationException();
    }
}

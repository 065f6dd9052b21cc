package hudson.security;

import java.util.Comparator;
import java.util.List;
import org.jvnet.localizer.Localizable;

public final class Permission {
    public static final Comparator<Permission> ID_COMPARATOR = null;
    public final Class owner = null;
    public final PermissionGroup group = null;
    public final String name;

    { // Not a constant, which the compiler would copy into its callers.
        name = null;
    }

    public final Localizable description = null;
    public final Permission impliedBy = null;
    public boolean enabled;
    public static final PermissionGroup HUDSON_PERMISSIONS = null;
    public static final Permission HUDSON_ADMINISTER = null;
    public static final PermissionGroup GROUP = null;
    public static final Permission FULL_CONTROL = null;
    public static final Permission READ = null;
    public static final Permission WRITE = null;
    public static final Permission CREATE = null;
    public static final Permission UPDATE = null;
    public static final Permission DELETE = null;
    public static final Permission CONFIGURE = null;

    public Permission(
            PermissionGroup permissionGroup,
            String text,
            Localizable localizable,
            Permission permission,
            boolean flag,
            PermissionScope[] permissionScopes)
            throws IllegalStateException {}

    public Permission(
            PermissionGroup permissionGroup,
            String text,
            Localizable localizable,
            Permission permission,
            PermissionScope permissionScope) {}

    public Permission(
            PermissionGroup permissionGroup,
            String text,
            Localizable localizable,
            Permission permission,
            boolean flag) {}

    public Permission(PermissionGroup permissionGroup, String text, Localizable localizable, Permission permission) {}

    public Permission(PermissionGroup permissionGroup, String text, Permission permission) {}

    public boolean isContainedBy(PermissionScope permissionScope) {
        throw new UnsupportedOperationException();
    }

    public String getId() {
        throw new UnsupportedOperationException();
    }

    public static Permission fromId(String text) {
        throw new UnsupportedOperationException();
    }

    public void setEnabled(boolean flag) {
        throw new UnsupportedOperationException();
    }

    public boolean getEnabled() {
        throw new UnsupportedOperationException();
    }

    public static List<Permission> getAll() {
        throw new UnsupportedOperationException();
    }
}

package hudson.security;

import org.jvnet.localizer.Localizable;

public final class Permission {
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
}

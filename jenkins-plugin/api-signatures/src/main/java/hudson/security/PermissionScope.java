package hudson.security;

import hudson.model.ModelObject;

public final class PermissionScope {
    public static final PermissionScope JENKINS = null;

    public PermissionScope(Class<? extends ModelObject> type, PermissionScope... permissionScopes) {}
}

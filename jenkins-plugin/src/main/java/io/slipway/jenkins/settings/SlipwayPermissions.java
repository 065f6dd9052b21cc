package io.slipway.jenkins.settings;

import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.security.Permission;
import hudson.security.PermissionGroup;
import hudson.security.PermissionScope;
import jenkins.model.Jenkins;
import org.jvnet.localizer.Localizable;
import org.jvnet.localizer.ResourceBundleHolder;

/** Who may reserve nodes, and who may see what Slipway does. Administrators may both. */
public final class SlipwayPermissions {
    public static final PermissionGroup GROUP = new PermissionGroup(SlipwayPermissions.class, text("Group"));

    /** May have nodes for themselves, extend that and give it back. */
    public static final Permission RESERVE =
            new Permission(GROUP, "Reserve", text("Reserve"), Jenkins.ADMINISTER, PermissionScope.JENKINS);

    /** May see reservations, limits, shares and why something waits. */
    public static final Permission SEE =
            new Permission(GROUP, "See", text("See"), Jenkins.ADMINISTER, PermissionScope.JENKINS);

    private SlipwayPermissions() {}

    /** Makes the permissions known before somebody is granted one. */
    @Initializer(after = InitMilestone.PLUGINS_STARTED, before = InitMilestone.EXTENSIONS_AUGMENTED)
    public static void register() {
        if (GROUP.getPermissions().isEmpty()) throw new IllegalStateException("no permissions; report this as a bug");
    }

    private static Localizable text(String key) {
        return new Localizable(ResourceBundleHolder.get(SlipwayPermissions.class), key);
    }
}

package io.slipway.jenkins.settings;

import hudson.model.Computer;
import hudson.util.FormValidation;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.jspecify.annotations.Nullable;

/** What a field says below itself, to those who may change it. */
final class Answers {
    private Answers() {}

    static FormValidation toAdministrator(Optional<String> wrong) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        return shown(wrong);
    }

    /** To those who may configure nodes. */
    static FormValidation toNodeKeeper(Optional<String> wrong) {
        Jenkins.get().checkPermission(Computer.CONFIGURE);
        return shown(wrong);
    }

    /** What a field has; nothing when a request does not say. */
    static String written(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static FormValidation shown(Optional<String> wrong) {
        return wrong.map(FormValidation::error).orElseGet(FormValidation::ok);
    }
}

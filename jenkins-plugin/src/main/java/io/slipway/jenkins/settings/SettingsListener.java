package io.slipway.jenkins.settings;

import hudson.ExtensionPoint;

/** Is told when an administrator decided something. */
public interface SettingsListener extends ExtensionPoint {
    /** After each save, and once when Jenkins has started. Must not wait for anything. */
    void changed(SlipwaySettings settings);
}

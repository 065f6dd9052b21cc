package io.slipway.jenkins.step;

import hudson.AbortException;

/** Refuses what another version of the plugin saved, rather than misread it. Stateless. */
final class Versions {
    private Versions() {}

    static void require(String step, int saved, int known) throws AbortException {
        if (saved == known) return;
        throw new AbortException(step + " was saved by another version of Slipway (form " + saved
                + ", and this one knows " + known + "); start the build anew");
    }
}

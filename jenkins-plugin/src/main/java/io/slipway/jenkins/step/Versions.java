package io.slipway.jenkins.step;

import hudson.AbortException;

/** Refuses what another version of the plugin saved, rather than misread it. Stateless. */
final class Versions {
    private Versions() {}

    static void require(String step, int saved, int known) throws AbortException {
        if (saved == known) return;
        throw new AbortException(step + " of this build was begun under " + (saved < known ? "an older" : "a newer")
                + " version of Slipway, whose form " + saved + " this one, which writes form " + known
                + ", does not read; build again");
    }
}

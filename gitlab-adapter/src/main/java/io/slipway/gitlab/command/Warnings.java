package io.slipway.gitlab.command;

import io.slipway.core.bridge.Host;
import io.slipway.core.bridge.SafeText;

/** Says what is not as it should be but breaks nothing. Stateless. */
final class Warnings {
    private Warnings() {}

    static void say(Host host, String message) {
        host.err().println("warning: " + SafeText.oneLine(message));
    }
}

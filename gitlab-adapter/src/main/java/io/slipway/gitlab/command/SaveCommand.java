package io.slipway.gitlab.command;

import io.slipway.core.bridge.Host;
import io.slipway.core.bridge.StoreCare;
import java.time.Duration;

/**
 * {@code slipway gitlab save}: makes the store fit to be carried by GitLab's cache. Results are in it already; a run puts them
 * there.
 */
public record SaveCommand(Host host, long maxBytes, Duration maxAge) {
    public int call() {
        StoreCare care = StoreCare.of(host, host.store(), maxBytes, maxAge, message -> Warnings.say(host, message));
        host.out().println(care.sentence());
        return Host.DONE;
    }
}

package io.slipway.github.command;

import io.slipway.core.bridge.Host;

/** {@code slipway github scopes}: which caches this job reads and which it may write, for who carries the store. */
public record ScopesCommand(Runner runner) {
    public int call() {
        runner.host().out().println(runner.trust().text());
        return Host.DONE;
    }
}

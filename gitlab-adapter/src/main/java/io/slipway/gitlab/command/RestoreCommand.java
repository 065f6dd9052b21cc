package io.slipway.gitlab.command;

import io.slipway.core.bridge.Host;
import io.slipway.core.bridge.Restoration;
import io.slipway.core.local.LocalEngine;
import java.util.List;

/**
 * {@code slipway gitlab restore}: puts the files of tasks that are reused into place, every byte checked, and runs nothing.
 * What is not there, or damaged, is a miss and never a failure.
 */
public record RestoreCommand(Host host, List<String> selections) {
    public RestoreCommand {
        selections = List.copyOf(selections);
    }

    public int call() {
        try (LocalEngine engine = host.open().get()) {
            host.out().println(Restoration.of(engine, selections).sentence());
        } catch (RuntimeException e) {
            Warnings.say(host, "nothing was restored: " + e.getMessage() + "; the job goes on without");
        }
        return Host.DONE;
    }
}

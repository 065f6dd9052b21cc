package io.slipway.github.command;

import io.slipway.core.bridge.Host;
import io.slipway.core.bridge.Restoration;
import io.slipway.core.bridge.StoreCopy;
import io.slipway.core.local.LocalEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * {@code slipway github restore}: puts the files of tasks that are reused into place, every byte checked, and runs nothing.
 * What is not there, or damaged, is a miss and never a failure. The output {@code cache-hit} says whether all is there.
 *
 * @param from a directory that jobs share, which results are taken from first
 * @param places whether files are put into place; else results are only fetched, for a plan
 */
public record RestoreCommand(Runner runner, List<String> selections, Optional<Path> from, boolean places) {
    public RestoreCommand {
        selections = List.copyOf(selections);
    }

    public int call() throws IOException {
        Host host = runner.host();
        boolean whole = false;
        try {
            if (from.isPresent())
                for (String scope : runner.trust().reads())
                    StoreCopy.copy(host.directory().resolve(from.get()).resolve(scope), host.store());
            StoreCopy.mark(host.store(), host.clock().instant());
            if (!places) return Host.DONE;
            try (LocalEngine engine = host.open().get()) {
                Restoration restored = Restoration.of(engine, selections);
                whole = restored.isWhole();
                host.out().println(restored.sentence());
            }
        } catch (IOException | RuntimeException e) {
            runner.warn("nothing was restored: " + e.getMessage() + "; the job goes on without");
        }
        runner.output("cache-hit", String.valueOf(whole));
        return Host.DONE;
    }
}

package io.slipway.github.command;

import io.slipway.core.bridge.Host;
import io.slipway.core.bridge.StoreCare;
import io.slipway.core.bridge.StoreCopy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * {@code slipway github save}: makes the store fit to be carried to other jobs, and puts it where they see it, as far as this
 * job is trusted. Results are in it already; a run puts them there.
 *
 * @param to a directory that jobs share
 * @param made a directory for what this job made, to hand it to a later job of the same workflow
 */
public record SaveCommand(Runner runner, long maxBytes, Duration maxAge, Optional<Path> to, Optional<Path> made) {
    public int call() throws IOException {
        Host host = runner.host();
        StoreCare care = StoreCare.of(host, host.store(), maxBytes, maxAge, runner::warn);
        host.out().println(care.sentence());
        Optional<String> scope = runner.trust().writes();
        runner.output("scope", scope.orElse(""));
        if (made.isPresent()) handOn(made.get());
        if (to.isEmpty()) return Host.DONE;
        if (scope.isEmpty()) {
            host.out().println("this job is not trusted: it writes nothing that others read");
            return Host.DONE;
        }
        Path shared = host.directory().resolve(to.get()).resolve(scope.get());
        try {
            host.out().println(StoreCopy.copy(host.store(), shared) + " files are new for other jobs");
        } catch (IOException e) {
            runner.warn(shared + " cannot be written: " + e.getMessage() + "; the next job starts with less");
        }
        return Host.DONE;
    }

    private void handOn(Path made) {
        Host host = runner.host();
        try {
            int files = StoreCopy.copyNew(host.store(), host.directory().resolve(made));
            host.out().println(files + " files were made or used here");
        } catch (IOException e) {
            runner.warn(made + " cannot be written: " + e.getMessage() + "; later jobs start with less");
        }
    }
}

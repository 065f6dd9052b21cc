package io.slipway.jenkins.run;

import static java.util.Objects.requireNonNull;

import io.slipway.core.cache.ActionCache;
import io.slipway.core.content.ContentStore;
import java.nio.file.Path;

/**
 * Where a controller keeps results: those of all its builds together. Immutable.
 *
 * @param scratch a directory for contents on their way
 */
public record Results(ContentStore contents, ActionCache actions, Path scratch) {
    public Results {
        requireNonNull(contents, "contents");
        requireNonNull(actions, "actions");
        requireNonNull(scratch, "scratch");
    }
}

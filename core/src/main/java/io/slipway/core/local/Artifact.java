package io.slipway.core.local;

import static java.util.Objects.requireNonNull;

import io.slipway.core.content.Tree;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.RunId;
import java.nio.file.Path;
import java.time.Instant;

/**
 * What was kept of one task of one run. Immutable.
 *
 * @param workspace its root
 * @param made when its run ended
 * @param until when it may be forgotten
 * @param files by workspace path
 */
public record Artifact(Path workspace, RunId run, TaskAddress task, Instant made, Instant until, Tree files) {
    public Artifact {
        requireNonNull(workspace, "workspace");
        requireNonNull(run, "run");
        requireNonNull(task, "task");
        requireNonNull(made, "made");
        requireNonNull(until, "until");
        requireNonNull(files, "files");
    }
}

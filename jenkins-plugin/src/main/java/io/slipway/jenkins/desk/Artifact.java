package io.slipway.jenkins.desk;

import static java.util.Objects.requireNonNull;

import io.slipway.core.content.Digest;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.RunId;
import java.time.Instant;
import java.util.Optional;

/**
 * What a task of some build made. Immutable.
 *
 * @param revision of the sources that it was made of
 * @param owner name of the build
 * @param outputs digest of the tree of what it made; absent when it declares none
 * @param at when it was there
 */
public record Artifact(
        TaskAddress task, String revision, String owner, RunId run, Optional<Digest> outputs, Instant at) {
    public Artifact {
        requireNonNull(task, "task");
        requireNonNull(revision, "revision");
        requireNonNull(owner, "owner");
        requireNonNull(run, "run");
        requireNonNull(outputs, "outputs");
        requireNonNull(at, "at");
    }
}

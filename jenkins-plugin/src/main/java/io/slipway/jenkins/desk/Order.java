package io.slipway.jenkins.desk;

import static java.util.Objects.requireNonNull;

import io.slipway.core.content.Digest;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.RunId;
import io.slipway.core.run.RunOptions;
import java.util.List;
import java.util.Optional;

/**
 * What a step of a build wants run. Immutable.
 *
 * @param id of the run; the step keeps it in its saved state, and the same id again is the same run
 * @param owner name of the build that asks, such as {@code shop/main#12}; when that build is no more, neither is the run,
 *     and what the build has reserved the run may use
 * @param source digest of the source tree
 * @param tasks selected tasks; what they need comes with them
 * @param options tenant and priority included
 * @param revision of the sources, such as a commit, by which other builds ask for what the tasks made; absent when nobody
 *     is to
 */
public record Order(
        RunId id,
        String owner,
        Pipeline pipeline,
        Digest source,
        List<TaskAddress> tasks,
        RunOptions options,
        Optional<String> revision) {
    public Order {
        requireNonNull(id, "id");
        requireNonNull(pipeline, "pipeline");
        requireNonNull(source, "source");
        requireNonNull(revision, "revision");
        if (owner.isBlank()) throw new IllegalArgumentException("owner: '" + owner + "' (expected: name of a build)");
        tasks = List.copyOf(tasks);
        for (TaskAddress task : tasks) pipeline.get(task);
        requireNonNull(options, "options");
    }
}

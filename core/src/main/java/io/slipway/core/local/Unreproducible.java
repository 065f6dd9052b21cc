package io.slipway.core.local;

import io.slipway.core.pipeline.TaskAddress;
import java.util.List;

/**
 * A task that made different outputs from the same inputs. Immutable.
 *
 * @param paths outputs that differ, by workspace path, sorted
 */
public record Unreproducible(TaskAddress task, List<String> paths) {
    public Unreproducible {
        paths = List.copyOf(paths);
    }
}

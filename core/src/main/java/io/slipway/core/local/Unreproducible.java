package io.slipway.core.local;

import io.slipway.core.pipeline.TaskAddress;
import java.util.List;

/**
 * A task that made different outputs from the same inputs. Immutable.
 *
 * @param paths outputs that differ, by workspace path, sorted
 * @param difference what was different, for a person
 */
public record Unreproducible(TaskAddress task, List<String> paths, String difference) {
    public Unreproducible {
        paths = List.copyOf(paths);
    }
}

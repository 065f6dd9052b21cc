package io.slipway.core.workspace;

import static java.util.Objects.requireNonNull;

import io.slipway.core.pipeline.Need;
import io.slipway.core.pipeline.Place;
import io.slipway.core.pipeline.TaskAddress;

/**
 * A need that nobody wrote down but that a file shows. Immutable.
 *
 * <p>What was written counts more. A found need is dropped when the task already says that it needs the other, when the
 * other comes after the task by written needs, or when its author denied it:
 *
 * <pre>needs: [{task: "contracts:package", deny: true}]</pre>
 *
 * @param task that needs the other
 * @param place of the line that shows it
 * @param because what stands there, as the end of a sentence: {@code it reads `build/**`, which `orders:generate` makes}
 */
public record FoundNeed(TaskAddress task, Need need, Place place, String because) {
    public FoundNeed {
        requireNonNull(task, "task");
        requireNonNull(need, "need");
        requireNonNull(place, "place");
        requireNonNull(because, "because");
    }
}

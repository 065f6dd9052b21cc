package io.slipway.core.forecast;

import io.slipway.core.pipeline.TaskAddress;
import java.time.Duration;

/** What is expected of tasks. Answers at once; the same each time. */
public interface Outlook {
    /**
     * The time, undisturbed on an agent of speed 1, that a share of {@code probability} of the runs of a task that have
     * lasted {@code elapsed} do not exceed; not below {@code elapsed}.
     */
    Duration quantile(TaskAddress task, double probability, Duration elapsed);

    /** How likely its result is there and it need not run. */
    double reuse(TaskAddress task);

    /** How likely an attempt fails by chance, so that another one may pass. */
    default double failure(TaskAddress task) {
        return 0;
    }

    /** How long such an attempt takes, at most, in a share of {@code probability} of cases; on an agent of speed 1. */
    default Duration failsAfter(TaskAddress task, double probability) {
        return quantile(task, probability, Duration.ZERO);
    }

    /** What half of the runs do not exceed. */
    default Duration typical(TaskAddress task) {
        return quantile(task, 0.5, Duration.ZERO);
    }
}

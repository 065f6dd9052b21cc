package io.slipway.core.forecast;

import io.slipway.core.run.RunId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One future, in nanoseconds from the situation it begins with. Not changed once it is made.
 *
 * @param finish of each run; none for one that waits for a person for ever
 * @param start of each task that had not started
 * @param end of each task that had not ended and will
 * @param took how long each of those that run in it takes in all, in natural logarithms of seconds at speed 1
 */
record Sample(Map<RunId, Long> finish, Map<TaskOf, Long> start, Map<TaskOf, Long> end, Map<TaskOf, Double> took) {
    @Nullable
    Long finishOf(RunId run) {
        return finish.get(run);
    }
}

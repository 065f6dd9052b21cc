package io.slipway.core.agent;

import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.TaskAddress;
import java.util.List;

/**
 * What a running task holds. Immutable.
 *
 * @param run name of the run the task belongs to
 * @param agent id of the agent that runs it
 * @param resources its share of that agent
 * @param locks names that nobody else on any agent holds meanwhile
 */
public record Reservation(String run, TaskAddress task, String agent, Resources resources, List<String> locks) {
    public Reservation {
        locks = List.copyOf(locks);
    }
}

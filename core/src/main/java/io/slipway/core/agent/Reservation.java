package io.slipway.core.agent;

import static java.util.Objects.requireNonNull;

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
 * @param exclusive whether nothing else may run on that agent meanwhile
 * @param group of tasks that are to run on different agents; empty for none
 */
public record Reservation(
        String run,
        TaskAddress task,
        String agent,
        Resources resources,
        List<String> locks,
        boolean exclusive,
        String group) {
    public Reservation {
        requireNonNull(run, "run");
        requireNonNull(task, "task");
        requireNonNull(agent, "agent");
        requireNonNull(resources, "resources");
        locks = List.copyOf(locks);
        requireNonNull(group, "group");
    }

    /** Others may run on the agent, and it belongs to no group. */
    public Reservation(String run, TaskAddress task, String agent, Resources resources, List<String> locks) {
        this(run, task, agent, resources, locks, false, "");
    }
}

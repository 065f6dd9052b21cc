package io.slipway.bench;

import io.slipway.core.pipeline.Resources;
import java.util.HashMap;
import java.util.Map;

/**
 * Is told afterwards what was placed and released, in order, and counts what must not be: a task on an agent whose labels do
 * not meet what it requires, or that has not as much left, or beside another of a group that must be kept apart.
 */
final class PlacementCheck {
    private final PlacementWorkload workload;
    private final int[] milliCpu;
    private final long[] memoryBytes;
    private final Map<String, Integer> groups = new HashMap<>();
    private int invalid;

    PlacementCheck(PlacementWorkload workload) {
        this.workload = workload;
        this.milliCpu = new int[workload.agents().size()];
        this.memoryBytes = new long[workload.agents().size()];
    }

    void placed(PlacementWorkload.Ask task, int agent) {
        Resources wanted = task.request().resources();
        Resources capacity = workload.agents().get(agent).capacity();
        milliCpu[agent] += wanted.milliCpu();
        memoryBytes[agent] += wanted.memoryBytes();
        boolean valid = workload.meets().get(task.requirement()).get(agent)
                && milliCpu[agent] <= capacity.milliCpu()
                && memoryBytes[agent] <= capacity.memoryBytes();
        String group = task.request().group();
        if (!group.isEmpty()) {
            int others = groups.merge(agent + " " + group, 1, Integer::sum) - 1;
            if (task.request().apart() && others > 0) valid = false;
        }
        if (!valid) invalid++;
    }

    void released(PlacementWorkload.Ask task, int agent) {
        milliCpu[agent] -= task.request().resources().milliCpu();
        memoryBytes[agent] -= task.request().resources().memoryBytes();
        String group = task.request().group();
        if (!group.isEmpty()) groups.merge(agent + " " + group, -1, Integer::sum);
    }

    int invalid() {
        return invalid;
    }
}

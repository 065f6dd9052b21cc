package io.slipway.core.simulate;

import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.schedule.Input;
import java.time.Duration;
import java.util.Map;

/**
 * Somebody asks for a run. Immutable.
 *
 * @param at how long after the simulation's beginning
 * @param submit what is asked for
 * @param work what will become of each task that the run selects
 */
public record Arrival(Duration at, Input.Submit submit, Map<TaskAddress, Work> work) {
    public Arrival {
        if (at.isNegative()) throw new IllegalArgumentException("at: " + at + " (expected: >= 0)");
        work = Map.copyOf(work);
    }

    /** For whom. */
    String tenant() {
        return submit.options().tenant().toString();
    }

    /**
     * @throws IllegalArgumentException when nobody said what becomes of the task
     */
    Work work(TaskAddress task) {
        Work found = work.get(task);
        if (found == null) {
            throw new IllegalArgumentException("work: nothing for " + task + " of run " + submit.run()
                    + " (expected: how long each selected task runs)");
        }
        return found;
    }
}

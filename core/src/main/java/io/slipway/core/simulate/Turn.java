package io.slipway.core.simulate;

import io.slipway.core.schedule.Input;
import io.slipway.core.schedule.Scheduler;
import io.slipway.core.schedule.SchedulerState;
import io.slipway.core.schedule.Step;

/** How the scheduler is asked for a step; whoever measures it, or writes its events down, stands in between. */
@FunctionalInterface
public interface Turn {
    /**
     * As {@link Scheduler#step}, which it calls.
     *
     * @param nanos virtual time since the simulation began
     */
    Step take(long nanos, Scheduler scheduler, SchedulerState state, Input input);
}

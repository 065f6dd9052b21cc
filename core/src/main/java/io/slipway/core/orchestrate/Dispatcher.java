package io.slipway.core.orchestrate;

import io.slipway.core.schedule.Effect;
import io.slipway.core.schedule.Input;
import java.util.List;
import java.util.function.Consumer;

/**
 * Does what the scheduler wants done. Called by the orchestrator's thread, after the events that led to the effects are
 * written down; must not block, and gives each answer later, from any thread, exactly once.
 */
public interface Dispatcher {
    void release(List<Effect> effects, Consumer<Input> answers);
}

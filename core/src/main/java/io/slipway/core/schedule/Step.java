package io.slipway.core.schedule;

import io.slipway.core.run.Event;
import java.util.List;

/**
 * What one input led to. Immutable.
 *
 * @param events what happened; already applied to the state
 * @param effects what to do about it, once the events are written down
 */
public record Step(List<Event> events, List<Effect> effects) {
    /** It changed nothing. */
    static final Step NOTHING = new Step(List.of(), List.of());

    public Step {
        events = List.copyOf(events);
        effects = List.copyOf(effects);
    }
}

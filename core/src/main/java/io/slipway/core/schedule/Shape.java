package io.slipway.core.schedule;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.Fleet;
import io.slipway.core.agent.Unplaceable;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.Selector;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What a task asks of an agent. Queued tasks of one shape fit or do not fit all together, so that of thousands only the
 * first has to be looked at. Confined to the state's thread.
 */
final class Shape {
    final Selector requires;
    final Resources resources;

    /** Queued tasks of this shape that are not set aside under a lock. */
    final TreeSet<TaskNode> candidates = new TreeSet<>();

    private Optional<Unplaceable> never = Optional.empty();
    private int neverAsOf = -1;

    Shape(Selector requires, Resources resources) {
        this.requires = requires;
        this.resources = resources;
    }

    /** Why no agent can ever run it; asked of the fleet once for each change of the fleet. */
    Optional<Unplaceable> whyNever(Fleet fleet) {
        if (neverAsOf != fleet.version()) {
            never = fleet.whyNever(requires, resources);
            neverAsOf = fleet.version();
        }
        return never;
    }

    /** Whether {@code agent} could run it with nothing else to do. */
    boolean couldRunOn(Agent agent) {
        return resources.fitsIn(agent.capacity())
                && (requires.ranges().isEmpty()
                        || agent.labels().unmet(requires).isEmpty());
    }
}

package io.slipway.jenkins.desk;

import io.slipway.core.limit.LimitChange;
import io.slipway.core.run.Event;
import io.slipway.core.run.FleetEvent;
import io.slipway.core.run.LimitScope;
import io.slipway.core.schedule.Input;
import io.slipway.jenkins.farm.NodeFacts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The limits of throttle classes and of all nodes together as a person set them last, and what has to be said for them to be others. Thread-safe. */
final class DeskLimits {
    /** Limits nothing: no limit can be taken away, only made so wide. */
    private static final int UNLIMITED = Integer.MAX_VALUE;

    /** All agents that are nodes. */
    private static final String NODES = NodeFacts.IS_NODE + "=" + NodeFacts.YES;

    private final Map<String, Input.SetLimit> set = new TreeMap<>();
    /** How many tasks may be on all nodes together. */
    private int tasks = UNLIMITED;

    synchronized void note(Event event) {
        if (!(event instanceof FleetEvent.LimitChanged changed)) return;
        if (changed.scope() == LimitScope.POOL) {
            if (changed.name().equals(NODES)) tasks = changed.value();
        } else if (changed.scope() == LimitScope.THROTTLE) {
            boolean said = changed.cause() == LimitChange.Cause.SET;
            // A journal that was written anew has only the last change. One that learns was set at its ceiling.
            set.put(
                    changed.name(),
                    limit(changed.name(), said ? changed.value() : changed.ceiling(), changed.ceiling()));
        }
    }

    synchronized int mostTasks() {
        return tasks;
    }

    private static Input.SetLimit limit(String name, int value, int ceiling) {
        return new Input.SetLimit(LimitScope.THROTTLE, name, value, ceiling);
    }

    /** What has to be said so that so many tasks and places may be on all nodes together. */
    synchronized Optional<Input> tasks(int most) {
        return most == tasks ? Optional.empty() : Optional.of(new Input.SetLimit(LimitScope.POOL, NODES, most));
    }

    /** What is set so already is left alone, with what it has learnt since; what is not wanted any more is lifted. */
    synchronized List<Input> changes(Collection<Input.SetLimit> wanted) {
        Map<String, Input.SetLimit> lifted = new TreeMap<>(set);
        List<Input> changes = new ArrayList<>();
        for (Input.SetLimit each : wanted) {
            lifted.remove(each.name());
            if (!each.equals(set.get(each.name()))) changes.add(each);
        }
        for (Input.SetLimit each : lifted.values()) {
            if (each.value() != UNLIMITED) changes.add(limit(each.name(), UNLIMITED, 0));
        }
        return changes;
    }
}

package io.slipway.core.schedule;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.AgentState;
import io.slipway.core.limit.Throttle;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** How one agent stands, and what runs on it. Moved only by events, through {@link SchedulerState}. */
final class Standing {
    final String id;

    /** In the order in which they started; what some of them made may only be being kept. */
    final Set<TaskNode> running = new LinkedHashSet<>();

    /** How many of them take room. */
    int inUse;

    /** As it registered last. */
    Agent agent;

    /** The same for agents that can do the same. */
    int classNumber;

    /** Its pools that have a limit. */
    List<Throttle> pools = List.of();

    /** How many tasks it may run; absent while only its resources say so. */
    @Nullable
    Throttle limit;

    /** Who has all of it for themselves; empty while it is for everybody. */
    String heldFor = "";

    /** As it said last; nothing that is written down. */
    SortedSet<String> warm = Collections.emptySortedSet();

    double load;
    double pressure;

    /** How many tasks failed there lately that did not fail elsewhere. */
    int failures;

    /** Whether the placer takes it for one that is given nothing, as it runs as many tasks as it may. */
    boolean isShownFull;

    private AgentState state = AgentState.READY;

    /** What it is again when it was lost and comes back. */
    private AgentState known = AgentState.READY;

    Standing(Agent agent) {
        this.id = agent.id();
        this.agent = agent;
    }

    AgentState state() {
        return state;
    }

    /** What it is, or was when it was last heard of. */
    AgentState known() {
        return known;
    }

    void become(AgentState next) {
        state = next;
        if (next != AgentState.LOST) known = next;
    }

    /** Whether it is for everybody, or for those in whose name the shape's tasks run. */
    boolean isFor(Shape shape) {
        return heldFor.isEmpty() || heldFor.equals(shape.ask.holder());
    }

    boolean takesTasks() {
        return state.takesTasks();
    }

    @Override
    public String toString() {
        return id + " " + state;
    }
}

package io.slipway.core.schedule;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.AgentState;
import io.slipway.core.agent.AgentStatus;
import io.slipway.core.agent.Vitals;
import io.slipway.core.limit.Throttle;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How one agent stands, and what runs on it. Moved only by events, through {@link SchedulerState}. */
final class Standing {
    private static final int STEPS = 20;

    final String id;

    /** In the order in which they started; what some of them made may only be being kept. */
    final List<TaskNode> running = new ArrayList<>();

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
    Vitals vitals;

    /** How many tasks failed there lately that did not fail elsewhere. */
    int failures;

    /** Whether the placer takes it for one that is given nothing, as it runs as many tasks as it may. */
    boolean isShownFull;

    private AgentState state = AgentState.READY;

    /** What it is again when it was lost and comes back. */
    private AgentState known = AgentState.READY;

    Standing(Agent agent, Vitals vitals) {
        this.id = agent.id();
        this.agent = agent;
        this.vitals = vitals;
    }

    /** What it is doing now, as agents are compared. */
    AgentStatus status() {
        return new AgentStatus(
                state,
                heldFor,
                vitals.warm(),
                inSteps(vitals.load()),
                inSteps(vitals.pressure().orElse(0)),
                failures);
    }

    /** Whether it would compare otherwise with other agents if it said that of itself. */
    boolean weighsOtherwise(Vitals said) {
        return inSteps(said.load()) != inSteps(vitals.load())
                || inSteps(said.pressure().orElse(0))
                        != inSteps(vitals.pressure().orElse(0))
                || !said.warm().equals(vitals.warm());
    }

    /** What is measured changes a little all the time; by less than a twentieth no agent is better than another. */
    private static double inSteps(double measured) {
        return Math.rint(measured * STEPS) / STEPS;
    }

    /** Whether these attempts, in the order in which they started, are all that runs, and none of them was asked to end. */
    boolean runsJust(List<Input.RunningAttempt> listed) {
        if (listed.size() != running.size()) return false;
        for (int i = 0; i < listed.size(); i++) {
            TaskNode node = running.get(i);
            if (!listed.get(i).equals(node.runningAttempt())) return false;
            if (!node.isConfirmed && node.taskRun.isMakingRoom()) return false;
        }
        return true;
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

package io.slipway.core.simulate;

import io.slipway.core.agent.Agent;
import io.slipway.core.schedule.Input;
import io.slipway.core.schedule.Step;

/**
 * Sees what happens in a simulation, what the scheduler is told and decides as well as what it does not know. Called on
 * the simulation's thread, in the order of virtual time.
 */
public interface Watcher {
    /** Somebody is about to ask for a run. */
    default void arrived(long nanos, Arrival arrival) {}

    /** The scheduler was told {@code input}. */
    default void stepped(long nanos, Input input, Step step) {}

    /** An agent really began with an attempt. */
    default void began(long nanos, Agent agent, VirtualAttempt attempt) {}

    /** An agent really ended an attempt, in whatever way. */
    default void ended(long nanos, Agent agent, VirtualAttempt attempt) {}

    /** An agent is really there from now on. */
    default void up(long nanos, Agent agent) {}

    /** An agent is really gone, with all that ran on it. */
    default void down(long nanos, Agent agent) {}

    /** Something went wrong on purpose. */
    default void struck(long nanos, Fault fault) {}
}

package io.slipway.core.simulate;

import io.slipway.core.agent.Agent;
import io.slipway.core.schedule.Input;
import io.slipway.core.schedule.Step;
import java.util.List;

/** Shows everything to each, in order. Immutable. */
record Watchers(List<Watcher> all) implements Watcher {
    Watchers {
        all = List.copyOf(all);
    }

    @Override
    public void arrived(long nanos, Arrival arrival) {
        for (Watcher one : all) one.arrived(nanos, arrival);
    }

    @Override
    public void stepped(long nanos, Input input, Step step) {
        for (Watcher one : all) one.stepped(nanos, input, step);
    }

    @Override
    public void began(long nanos, Agent agent, VirtualAttempt attempt) {
        for (Watcher one : all) one.began(nanos, agent, attempt);
    }

    @Override
    public void ended(long nanos, Agent agent, VirtualAttempt attempt) {
        for (Watcher one : all) one.ended(nanos, agent, attempt);
    }

    @Override
    public void up(long nanos, Agent agent) {
        for (Watcher one : all) one.up(nanos, agent);
    }

    @Override
    public void down(long nanos, Agent agent) {
        for (Watcher one : all) one.down(nanos, agent);
    }

    @Override
    public void struck(long nanos, Fault fault) {
        for (Watcher one : all) one.struck(nanos, fault);
    }
}

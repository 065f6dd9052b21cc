package io.slipway.jenkins.desk;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.AgentState;
import io.slipway.core.agent.Labels;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.Selector;
import io.slipway.core.run.Event;
import io.slipway.core.run.FleetEvent;
import io.slipway.core.schedule.BookingStatus;
import io.slipway.core.schedule.Input;
import io.slipway.jenkins.farm.ExecutorsFilter;
import io.slipway.jenkins.farm.NodeFacts;
import io.slipway.jenkins.farm.WaitingFor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Tells the scheduler what the nodes do: that they are there, and whether they take work. A node whose executors are all
 * taken by other builds, or that is offline, is cordoned for as long; what that changes from second to second is not
 * written down otherwise. Benches, and the controller itself for what runs nowhere in particular, are agents of their own.
 * Thread-safe.
 */
final class DeskFleet {
    private static final String BUSY = "all its executors are taken by other builds";
    private static final Resources NOTHING = new Resources(0, 0);

    private final Map<String, NodeFacts> nodes = new TreeMap<>();
    private final Map<String, AgentState> states = new HashMap<>();

    /** Agents that are nodes, or were when the controller ran last. */
    private final Set<String> registered = new TreeSet<>();

    /** Agents that were under suspicion and have been offline since: somebody has looked at them. */
    private final Set<String> lookedAt = new HashSet<>();

    static Agent controller() {
        return new Agent(Claims.CONTROLLER, Labels.of(Map.of(ExecutorsFilter.KIND, "controller")), NOTHING);
    }

    static Agent bench(String name, Optional<String> node) {
        TreeMap<String, String> labels = new TreeMap<>();
        labels.put(ExecutorsFilter.KIND, "bench");
        labels.put("bench", name);
        node.ifPresent(on -> labels.put(NodeFacts.NODE, on));
        return new Agent(Claims.BENCH + name, new Labels(labels), NOTHING);
    }

    /** What the journal tells of how the agents stand. */
    synchronized void note(Event event) {
        if (event instanceof FleetEvent.AgentRegistered there) {
            Agent agent = there.agent();
            states.putIfAbsent(agent.id(), AgentState.READY);
            if (agent.labels().find(NodeFacts.IS_NODE).isPresent()) registered.add(agent.id());
        } else if (event instanceof FleetEvent.AgentStateChanged changed) {
            states.put(changed.agent(), changed.state());
        } else if (event instanceof FleetEvent.AgentLeft left) {
            states.remove(left.agent());
            registered.remove(left.agent());
        }
    }

    /** How many executors of the node are taken by builds that were not sent there from here. */
    synchronized int busyElsewhere(String node) {
        NodeFacts facts = nodes.get(node);
        return facts == null ? 0 : facts.busyElsewhere();
    }

    /**
     * What is to be told when {@code present} are the nodes there are: that each is there, and what it runs.
     *
     * @param choosing whether something waits for a node: only then it matters which of them take work
     */
    synchronized List<Input> beat(
            List<NodeFacts> present,
            Map<String, List<Input.RunningAttempt>> running,
            List<BookingStatus> bookings,
            boolean choosing) {
        List<Input> inputs = new ArrayList<>();
        inputs.add(new Input.Heartbeat(controller(), running.getOrDefault(Claims.CONTROLLER, List.of())));
        Map<String, Optional<String>> benches = new TreeMap<>();
        for (BookingStatus status : bookings) {
            Optional<String> bench = status.booking().agent().flatMap(Claims::benchName);
            bench.ifPresent(name -> benches.put(name, Optional.empty()));
        }
        for (NodeFacts node : replace(present, inputs)) {
            inputs.add(new Input.Heartbeat(node.agent(), running.getOrDefault(node.name(), List.of()), node.vitals()));
            if (choosing) addStanding(node, inputs);
            for (String bench : node.benches()) benches.put(bench, Optional.of(node.name()));
        }
        benches.forEach((name, node) -> addBench(name, node, inputs));
        return inputs;
    }

    /** What is to be told before a node is chosen: what has changed of the nodes, and which of them take work. */
    synchronized List<Input> changes(List<NodeFacts> present) {
        Map<String, NodeFacts> before = new HashMap<>(nodes);
        List<Input> inputs = new ArrayList<>();
        for (NodeFacts node : replace(present, inputs)) {
            NodeFacts known = before.get(node.name());
            if (known == null || !known.agent().equals(node.agent())) inputs.add(new Input.Register(node.agent()));
            addStanding(node, inputs);
        }
        return inputs;
    }

    /** Those nodes, by name, of which each is known now; of the ones that are gone nothing more is expected. */
    private List<NodeFacts> replace(List<NodeFacts> present, List<Input> inputs) {
        Map<String, NodeFacts> byName = new TreeMap<>();
        for (NodeFacts node : present) {
            byName.put(node.name(), node);
            if (!node.takesWork() && states.get(node.name()) == AgentState.SUSPECTED) lookedAt.add(node.name());
        }
        for (String known : registered) {
            boolean leaves = states.get(known) == AgentState.DRAINING;
            if (!leaves && !byName.containsKey(known)) inputs.add(new Input.Drain(known, "it is no node any more"));
        }
        nodes.clear();
        nodes.putAll(byName);
        return List.copyOf(byName.values());
    }

    private void addStanding(NodeFacts node, List<Input> inputs) {
        AgentState now = states.getOrDefault(node.name(), AgentState.READY);
        boolean suspected = now == AgentState.SUSPECTED;
        if (suspected && (!node.takesWork() || !lookedAt.remove(node.name()))) return;
        String why = "";
        if (!node.takesWork()) why = node.unavailable();
        else if (node.busyElsewhere() >= node.executors()) why = BUSY;
        if (!why.isEmpty() && now != AgentState.CORDONED) inputs.add(new Input.Cordon(node.name(), why));
        if (why.isEmpty() && now != AgentState.READY) inputs.add(new Input.Uncordon(node.name()));
    }

    private void addBench(String name, Optional<String> node, List<Input> inputs) {
        Agent bench = bench(name, node);
        inputs.add(new Input.Heartbeat(bench, List.of()));
        Optional<NodeFacts> on = node.map(nodes::get);
        if (on.isPresent() && !on.get().takesWork())
            inputs.add(new Input.Cordon(
                    bench.id(), on.get().name() + " " + on.get().unavailable()));
        else inputs.add(new Input.Uncordon(bench.id()));
    }

    /** The bench of that name, on the node that says it has it. */
    synchronized Agent findBench(String name) {
        for (NodeFacts node : nodes.values()) {
            if (node.benches().contains(name)) return bench(name, Optional.of(node.name()));
        }
        return bench(name, Optional.empty());
    }

    /** Why no node takes it. */
    synchronized List<String> waitingFor(Selector requires, Resources wanted) {
        return WaitingFor.sentences(List.copyOf(nodes.values()), requires, wanted);
    }
}

package io.slipway.jenkins.queue;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.AgentState;
import io.slipway.core.agent.AgentStatus;
import io.slipway.core.agent.Labels;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.placement.ClassScorer;
import io.slipway.core.placement.FleetProfile;
import io.slipway.core.placement.PlacementRules;
import io.slipway.core.placement.PlacementRules.Weighted;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All nodes by name and by label, and what speaks for each by what it is. Immutable when made, but for a memory of labels
 * that were asked for, which belongs to the owner's thread. O(nodes × labels) to make.
 */
final class NodeIndex {
    /** What the executors of a node are called where core counts them. */
    static final String EXECUTORS = "executors";

    /** By name. */
    final NodeState[] nodes;

    final Agent[] agents;
    final AgentStatus[] statuses;

    /** Weighed scores of what each is. */
    final double[] classTotals;

    /** Of a node that came since, for which nothing else speaks. */
    final double meanClassTotal;

    private final Map<String, Integer> places;
    private final Map<String, BitSet> byAtom;
    private final Map<String, BitSet> byLabel;

    NodeIndex(List<NodeState> states, PlacementRules rules) {
        nodes = sorted(states);
        places = new HashMap<>();
        byAtom = new HashMap<>();
        byLabel = new HashMap<>();
        agents = new Agent[nodes.length];
        statuses = statuses(nodes);
        classTotals = new double[nodes.length];
        for (int i = 0; i < nodes.length; i++) {
            NodeState node = nodes[i];
            if (places.put(node.name(), i) != null)
                throw new IllegalArgumentException("nodes: '" + node.name() + "' twice (expected: each once)");
            agents[i] = agent(node);
            for (String label : node.labels()) {
                byAtom.computeIfAbsent(label, any -> new BitSet(nodes.length)).set(i);
            }
        }
        meanClassTotal = scoreWhatTheyAre(rules);
    }

    /** The same nodes, doing something else. */
    private NodeIndex(NodeIndex before, NodeState[] nodes) {
        this.nodes = nodes;
        statuses = statuses(nodes);
        places = before.places;
        byAtom = before.byAtom;
        byLabel = before.byLabel;
        agents = before.agents;
        classTotals = before.classTotals;
        meanClassTotal = before.meanClassTotal;
    }

    private static NodeState[] sorted(List<NodeState> states) {
        NodeState[] nodes = states.toArray(NodeState[]::new);
        Arrays.sort(nodes, Comparator.comparing(NodeState::name));
        return nodes;
    }

    private static AgentStatus[] statuses(NodeState[] nodes) {
        AgentStatus[] statuses = new AgentStatus[nodes.length];
        for (int i = 0; i < nodes.length; i++) {
            NodeState node = nodes[i];
            statuses[i] = new AgentStatus(
                    node.accepting() ? AgentState.READY : AgentState.CORDONED,
                    node.heldFor(),
                    Collections.emptySortedSet(),
                    node.load(),
                    node.pressure(),
                    node.failures());
        }
        return statuses;
    }

    /** Its own name tells a node from all others and says nothing about what it can do. */
    private static Agent agent(NodeState node) {
        Map<String, String> labels = new HashMap<>();
        for (String label : node.labels()) if (!label.equals(node.name())) labels.put(label, "yes");
        return new Agent(
                node.name().isEmpty() ? "built-in" : node.name(),
                Labels.of(labels),
                new Resources(0, 0).withCount(EXECUTORS, node.executors()),
                "",
                node.costPerHour(),
                node.speed());
    }

    private double scoreWhatTheyAre(PlacementRules rules) {
        FleetProfile fleet = FleetProfile.of(List.of(agents));
        double sum = 0;
        Map<List<Object>, Double> known = new HashMap<>();
        for (int i = 0; i < agents.length; i++) {
            Agent agent = agents[i];
            List<Object> kind = List.of(agent.labels(), agent.capacity(), agent.costPerHour(), agent.speed());
            classTotals[i] = known.computeIfAbsent(kind, any -> score(agent, fleet, rules));
            sum += classTotals[i];
        }
        return agents.length == 0 ? 0 : sum / agents.length;
    }

    private static double score(Agent agent, FleetProfile fleet, PlacementRules rules) {
        double total = 0;
        for (Weighted<ClassScorer> each : rules.classScorers()) {
            total += each.weight() * each.scorer().score(agent, fleet);
        }
        return total;
    }

    /** Its place among the nodes; -1 when there is no such node. */
    int find(String name) {
        Integer place = places.get(name);
        return place == null ? -1 : place;
    }

    /** Places of the nodes that the label expression means; not to be changed. For the owner's thread. */
    BitSet meeting(String label) {
        return byLabel.computeIfAbsent(label, text -> LabelText.nodesMeeting(text, byAtom, nodes.length));
    }

    /** Whether any node that the build may be on takes builds now. For the owner's thread. */
    boolean takes(QueuedItem item) {
        BitSet meeting = meeting(item.label());
        for (int node = meeting.nextSetBit(0); node >= 0; node = meeting.nextSetBit(node + 1)) {
            NodeState state = nodes[node];
            boolean open = state.heldFor().isEmpty() || state.heldFor().equals(item.holder());
            if (state.accepting() && open && state.executors() > 0) return true;
        }
        return false;
    }

    /** With what the nodes do now: only when there are others, or they have other properties, is it all worked out anew. */
    NodeIndex with(List<NodeState> states, PlacementRules rules) {
        NodeState[] latest = sorted(states);
        boolean same = latest.length == nodes.length;
        for (int i = 0; same && i < latest.length; i++) same = latest[i].isLike(nodes[i]);
        if (!same) return new NodeIndex(states, rules);
        return Arrays.equals(nodes, latest) ? this : new NodeIndex(this, latest);
    }
}

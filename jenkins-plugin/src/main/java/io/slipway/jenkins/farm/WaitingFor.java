package io.slipway.jenkins.farm;

import io.slipway.core.agent.Agent;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.Selector;
import io.slipway.core.pipeline.VersionRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Says why no node takes something now, in the words of somebody who looks after the nodes. Stateless. */
public final class WaitingFor {
    /** Enough to see what is wrong, few enough to read. */
    private static final int MOST_NAMED = 3;

    private WaitingFor() {}

    /**
     * A sentence for each thing that is in the way, of the nodes that could take it and else of the one that comes nearest.
     * O(nodes).
     */
    public static List<String> sentences(List<NodeFacts> nodes, Selector requires, Resources wanted) {
        if (nodes.isEmpty()) return List.of("there is no node; add one in Manage Jenkins, Nodes");
        List<NodeFacts> able = new ArrayList<>();
        List<Nearest> others = new ArrayList<>();
        for (NodeFacts node : nodes) {
            List<String> lacks = lacks(node.agent(), requires, wanted);
            if (lacks.isEmpty()) able.add(node);
            else others.add(new Nearest(node.name(), lacks));
        }
        if (able.isEmpty()) return List.of(nobody(others, unseen(nodes)));
        able.sort(Comparator.comparing(NodeFacts::name));
        List<String> sentences = new ArrayList<>();
        for (NodeFacts node : able) {
            if (sentences.size() == MOST_NAMED) {
                sentences.add("and " + (able.size() - MOST_NAMED) + " more nodes that could take it");
                break;
            }
            sentences.add(node.name() + " " + state(node));
        }
        return sentences;
    }

    private record Nearest(String node, List<String> lacks) {}

    /** Agents that take work, and of which it is not known yet what they have. */
    private static List<String> unseen(List<NodeFacts> nodes) {
        return nodes.stream()
                .filter(node -> node.isUnseen() && node.takesWork())
                .map(NodeFacts::name)
                .sorted()
                .toList();
    }

    private static String nobody(List<Nearest> others, List<String> unseen) {
        if (!unseen.isEmpty())
            return "no node is known to have all it needs yet; what these have is being looked at: "
                    + String.join(", ", unseen.subList(0, Math.min(MOST_NAMED, unseen.size())));
        Nearest nearest = others.stream()
                .min(Comparator.<Nearest>comparingInt(one -> one.lacks().size()).thenComparing(Nearest::node))
                .orElseThrow();
        return "no node has all it needs; " + nearest.node() + " comes nearest, but it "
                + String.join(" and ", nearest.lacks()) + "; add such a node or ask for less";
    }

    private static String state(NodeFacts node) {
        if (!node.takesWork()) return node.unavailable();
        if (node.busyElsewhere() >= node.executors())
            return "has no free executor: all " + node.executors() + " are taken by other builds";
        return "is taken by others; it is this one's turn when they end";
    }

    private static List<String> lacks(Agent agent, Selector requires, Resources wanted) {
        List<String> lacks = new ArrayList<>();
        Map<String, VersionRange> unmet = agent.labels().unmet(requires);
        unmet.forEach((label, range) -> lacks.add(agent.labels()
                .find(label)
                .map(has -> "has " + label + " " + has + " instead of " + range.text())
                .orElse("has no " + label + (range.text().equals(NodeFacts.YES) ? "" : " " + range.text()))));
        Resources capacity = agent.capacity();
        if (wanted.milliCpu() > capacity.milliCpu())
            lacks.add("has " + cpus(capacity.milliCpu()) + " processors instead of " + cpus(wanted.milliCpu()));
        if (wanted.memoryBytes() > capacity.memoryBytes())
            lacks.add("has " + mebibytes(capacity.memoryBytes()) + " of memory instead of "
                    + mebibytes(wanted.memoryBytes()));
        if (wanted.count(NodeFacts.EXECUTORS) > capacity.count(NodeFacts.EXECUTORS)) lacks.add("has no executors");
        return lacks.stream().sorted().collect(Collectors.toList());
    }

    private static String cpus(int milliCpu) {
        return milliCpu % 1000 == 0 ? String.valueOf(milliCpu / 1000) : milliCpu + "m";
    }

    private static String mebibytes(long bytes) {
        return (bytes >> 20) + " MiB";
    }
}

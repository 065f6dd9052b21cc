package io.slipway.jenkins.host;

import hudson.model.Computer;
import hudson.model.Executor;
import hudson.model.Label;
import hudson.model.Node;
import hudson.model.Queue;
import hudson.slaves.OfflineCause;
import io.slipway.jenkins.farm.ExecutorsFilter;
import io.slipway.jenkins.farm.Farm;
import io.slipway.jenkins.farm.LabelWords;
import io.slipway.jenkins.farm.NodeFacts;
import io.slipway.jenkins.settings.SlipwayNodeProperty;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.function.Predicate;
import jenkins.model.Jenkins;

/** The nodes of this controller, as they are when somebody asks. Thread-safe. */
final class JenkinsFarm implements Farm {
    private final Predicate<Queue.Task> isOurs;

    /**
     * @param isOurs whether Slipway sent the task to where it runs
     */
    JenkinsFarm(Predicate<Queue.Task> isOurs) {
        this.isOurs = isOurs;
    }

    /** What Slipway calls the node. */
    static String name(String nodeName) {
        return nodeName.isEmpty() ? NodeFacts.BUILT_IN : nodeName;
    }

    @Override
    public List<NodeFacts> nodes() {
        List<NodeFacts> nodes = new ArrayList<>();
        for (Computer computer : Jenkins.get().getComputers()) {
            Node node = computer.getNode();
            if (node == null) continue;
            if (node.getNodeName().isEmpty() && node.getNumExecutors() == 0) continue;
            nodes.add(facts(computer, node));
        }
        return nodes;
    }

    private NodeFacts facts(Computer computer, Node node) {
        Collection<String> words = new ArrayList<>();
        for (Label label : node.getAssignedLabels()) words.add(label.getName());
        words.remove(node.getSelfLabel().getName());
        SortedMap<String, String> labels = LabelWords.read(words);
        Map<String, String> found = NodeCapabilities.of(node).values();
        labels.putAll(found);
        if (node.getMode() == Node.Mode.EXCLUSIVE) labels.put(ExecutorsFilter.RESERVED, NodeFacts.YES);
        SlipwayNodeProperty said = SlipwayNodeProperty.of(node).orElseGet(SlipwayNodeProperty::new);
        return new NodeFacts(
                name(node.getNodeName()),
                labels,
                node.getNumExecutors(),
                busyElsewhere(computer),
                cpus(found),
                memory(found),
                unavailable(computer),
                List.copyOf(said.benchNames()),
                said.getCostPerHour(),
                NodeLoads.of(node.getNodeName()).vitals());
    }

    private int busyElsewhere(Computer computer) {
        int busy = 0;
        for (Executor executor : computer.getExecutors()) {
            if (executor.isIdle()) continue;
            Queue.Executable running = executor.getCurrentExecutable();
            boolean ours = running != null && running.getParent() instanceof Queue.Task task && isOurs.test(task);
            if (!ours) busy++;
        }
        return busy;
    }

    private static OptionalInt cpus(Map<String, String> found) {
        String cpus = found.get("cpus");
        return cpus == null || !cpus.matches("[0-9]{1,5}")
                ? OptionalInt.empty()
                : OptionalInt.of(Integer.parseInt(cpus));
    }

    private static OptionalLong memory(Map<String, String> found) {
        String bytes = found.get("memory");
        return bytes == null || !bytes.matches("[0-9]{1,16}")
                ? OptionalLong.empty()
                : OptionalLong.of(Long.parseLong(bytes));
    }

    private static String unavailable(Computer computer) {
        if (computer.isOffline()) {
            OfflineCause why = computer.getOfflineCause();
            return why == null ? "is offline" : "is offline: " + why;
        }
        return computer.isAcceptingTasks() ? "" : "does not accept tasks now";
    }
}

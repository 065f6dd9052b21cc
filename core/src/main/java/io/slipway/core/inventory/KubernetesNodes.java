package io.slipway.core.inventory;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.AgentState;
import io.slipway.core.agent.Labels;
import io.slipway.core.pipeline.Resources;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The nodes of a cluster. What a node can give is its {@code allocatable}: its capacity less what the system keeps. A
 * node that takes no new pods takes no new tasks.
 */
final class KubernetesNodes {
    private static final Set<String> LISTS = Set.of("List", "NodeList");
    private static final String ZONE = "topology.kubernetes.io/zone";

    /** Labels of Kubernetes by what Slipway calls them; the others keep their names. */
    private static final Map<String, String> NAMES = Map.of(
            "kubernetes.io/os", "os",
            "kubernetes.io/arch", "arch",
            "node.kubernetes.io/instance-type", "instance-type");

    private final Findings findings;

    KubernetesNodes(Findings findings) {
        this.findings = findings;
    }

    static boolean are(Value root) {
        Optional<String> kind = root.text("kind");
        return kind.isPresent() && (LISTS.contains(kind.get()) || kind.get().equals("Node"));
    }

    void read(Value root) {
        if (root.text("kind").equals(Optional.of("Node"))) readNode(root);
        for (Value item : root.items("items")) {
            if (root.text("kind").equals(Optional.of("NodeList"))
                    || item.text("kind").equals(Optional.of("Node"))) {
                readNode(item);
            } else {
                findings.note(
                        item.place(),
                        "this is of kind `" + item.text("kind").orElse("") + "` and no node",
                        "write the file with `kubectl get nodes -o json`");
            }
        }
    }

    private void readNode(Value node) {
        Optional<Value> metadata = node.get("metadata");
        Optional<String> name = metadata.flatMap(data -> data.text("name"));
        Optional<Value> allocatable = node.get("status").flatMap(status -> status.get("allocatable"));
        Optional<Integer> cpu = allocatable.flatMap(all -> all.text("cpu")).flatMap(Quantities::milliCpu);
        Optional<Long> memory = allocatable.flatMap(all -> all.text("memory")).flatMap(Quantities::bytes);
        if (name.isEmpty() || cpu.isEmpty() || memory.isEmpty()) {
            findings.note(
                    allocatable.orElse(node).place(),
                    "what node " + name.orElse("without a name")
                            + " can give is unknown, as its `status.allocatable` has no cpu and memory; it is left out",
                    "wait until its kubelet has reported, and write the file again");
            return;
        }
        long disk = allocatable
                .flatMap(all -> all.text("ephemeral-storage"))
                .flatMap(Quantities::bytes)
                .orElse(0L);
        Resources capacity = new Resources(cpu.get(), memory.get(), disk, counts(allocatable.get(), name.get()));
        Map<String, String> written =
                metadata.flatMap(data -> data.get("labels")).map(Value::texts).orElse(Map.of());
        TreeMap<String, String> labels = new TreeMap<>();
        written.forEach((label, value) -> labels.put(NAMES.getOrDefault(label, label), value));
        Agent agent = new Agent(name.get(), new Labels(labels), capacity).inZone(written.getOrDefault(ZONE, ""));
        findings.add(agent, state(node, name.get()), node.place());
    }

    /** Extended resources have a domain in their name, as {@code nvidia.com/gpu}. */
    private SortedMap<String, Integer> counts(Value allocatable, String node) {
        TreeMap<String, Integer> counts = new TreeMap<>();
        for (Value.Entry entry : allocatable.entries()) {
            if (entry.key().indexOf('/') < 0) continue;
            Optional<Integer> count = entry.value().text().flatMap(Quantities::count);
            if (count.isPresent()) {
                counts.put(entry.key(), count.get());
            } else {
                findings.note(
                        entry.place(),
                        "how much `" + entry.key() + "` node " + node + " has is no whole number; it is left out",
                        "have its device plugin report whole pieces");
            }
        }
        return counts;
    }

    private AgentState state(Value node, String name) {
        List<Value> conditions =
                node.get("status").map(status -> status.items("conditions")).orElse(List.of());
        for (Value condition : conditions) {
            if (!condition.text("type").equals(Optional.of("Ready"))) continue;
            String status = condition.text("status").orElse("Unknown");
            if (status.equals("Unknown")) return AgentState.LOST;
            if (status.equals("False")) return AgentState.SUSPECTED;
        }
        Optional<Value> spec = node.get("spec");
        if (spec.flatMap(it -> it.text("unschedulable")).equals(Optional.of("true"))) return AgentState.CORDONED;
        for (Value taint : spec.map(it -> it.items("taints")).orElse(List.of())) {
            String effect = taint.text("effect").orElse("");
            if (!effect.equals("NoSchedule") && !effect.equals("NoExecute")) continue;
            findings.note(
                    taint.place(),
                    "node " + name + " has the taint `" + taint.text("key").orElse("") + ":" + effect
                            + "`, so it is cordoned",
                    "remove the taint when tasks may run there");
            return AgentState.CORDONED;
        }
        return AgentState.READY;
    }
}

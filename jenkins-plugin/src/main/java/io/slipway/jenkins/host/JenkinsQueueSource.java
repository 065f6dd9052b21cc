package io.slipway.jenkins.host;

import hudson.model.Computer;
import hudson.model.Executor;
import hudson.model.Node;
import hudson.model.Queue;
import hudson.model.labels.LabelAtom;
import hudson.model.queue.WorkUnit;
import io.slipway.core.schedule.BookingStatus;
import io.slipway.jenkins.capability.NodeLoad;
import io.slipway.jenkins.desk.Claims;
import io.slipway.jenkins.queue.NodeState;
import io.slipway.jenkins.queue.QueueFacts;
import io.slipway.jenkins.queue.QueueSource;
import io.slipway.jenkins.queue.QueuedItem;
import io.slipway.jenkins.queue.RunningItem;
import io.slipway.jenkins.settings.SlipwayNodeProperty;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import jenkins.model.Jenkins;

/** Reads nodes and queue from the controller, without the lock of the queue. */
final class JenkinsQueueSource implements QueueSource {
    private final Supplier<QueueItems> items;

    JenkinsQueueSource(Supplier<QueueItems> items) {
        this.items = items;
    }

    @Override
    public QueueFacts read() {
        QueueItems known = items.get();
        List<QueuedItem> waiting = known.waiting();
        List<NodeState> nodes = new ArrayList<>();
        List<RunningItem> running = new ArrayList<>();
        Set<Long> ids = new HashSet<>();
        Instant now = Instant.now();
        Map<String, String> holders = holders();
        for (Computer computer : Jenkins.get().getComputers()) {
            Node node = computer.getNode();
            if (node == null) continue; // it is being taken away
            nodes.add(state(computer, node).heldFor(holderOf(node, holders)));
            for (Executor executor : computer.getExecutors()) {
                itemOf(executor).ifPresent(item -> {
                    // A task of several parts holds an executor for each; it is one item.
                    if (!ids.add(item.getId())) return;
                    running.add(
                            new RunningItem(known.describe(item), node.getNodeName(), started(executor, item, now)));
                });
            }
        }
        known.keep(ids);
        return new QueueFacts(nodes, waiting, running);
    }

    private static Optional<Queue.Item> itemOf(Executor executor) {
        WorkUnit unit = executor.getCurrentWorkUnit();
        return unit == null ? Optional.empty() : Optional.ofNullable(unit.context.item);
    }

    /** An executor that was given something this moment says that it began in 1970. */
    private static Instant started(Executor executor, Queue.Item item, Instant now) {
        Instant started = now.minusMillis(Math.max(0, executor.getElapsedTime()));
        return started.toEpochMilli() < item.getInQueueSince() ? now : started;
    }

    /** Who has reserved which bench, by its name; a reservation that waits holds none. */
    private static Map<String, String> holders() {
        Map<String, String> holders = new HashMap<>();
        if (SlipwayDesk.find().isEmpty()) return holders;
        for (BookingStatus status : SlipwayDesk.get().bookings()) {
            status.agent()
                    .flatMap(Claims::benchName)
                    .ifPresent(bench -> holders.put(bench, status.booking().holder()));
        }
        return holders;
    }

    /** Whoever has a bench that the node is; nobody when the text is empty. */
    private static String holderOf(Node node, Map<String, String> holders) {
        if (holders.isEmpty()) return "";
        return SlipwayNodeProperty.of(node).stream()
                .flatMap(said -> said.benchNames().stream())
                .map(bench -> holders.getOrDefault(bench, ""))
                .filter(holder -> !holder.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static NodeState state(Computer computer, Node node) {
        Set<String> labels = new TreeSet<>();
        for (LabelAtom label : node.getAssignedLabels()) labels.add(label.getName());
        NodeState state = new NodeState(node.getNodeName(), new TreeSet<>(labels), computer.countExecutors())
                .accepting(computer.isOnline() && computer.isAcceptingTasks() && node.isAcceptingTasks());
        NodeLoad load = NodeLoads.of(node.getNodeName());
        NodeState measured = state.measured(load.cpus(), load.pressure(), load.reading());
        return SlipwayNodeProperty.of(node)
                .map(said ->
                        measured.costing(Math.max(0, said.getCostPerHour()), said.getSpeed() > 0 ? said.getSpeed() : 1))
                .orElse(measured);
    }
}

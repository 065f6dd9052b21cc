package io.slipway.jenkins.host;

import hudson.Extension;
import hudson.FilePath;
import hudson.model.Computer;
import hudson.model.Node;
import hudson.model.TaskListener;
import hudson.model.labels.LabelAtom;
import hudson.slaves.ComputerListener;
import io.slipway.jenkins.capability.Capabilities;
import io.slipway.jenkins.settings.SettingsListener;
import io.slipway.jenkins.settings.SlipwayMonitor;
import io.slipway.jenkins.settings.SlipwayNodeProperty;
import io.slipway.jenkins.settings.SlipwaySettings;
import java.io.IOException;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/**
 * What is known of the nodes: what was found on each when it last came online, and what a person said of it. Agents are
 * looked at on other threads, never while somebody waits. Thread-safe.
 */
public final class NodeCapabilities {
    private static final Logger LOG = Logger.getLogger(NodeCapabilities.class.getName());

    /** By name of the node; empty name for the built-in one. */
    private static final ConcurrentMap<String, Found> FOUND = new ConcurrentHashMap<>();

    private NodeCapabilities() {}

    private record Found(Capabilities capabilities, Set<LabelAtom> labels) {}

    /** All that is known of the node. */
    public static Capabilities of(Node node) {
        Found found = FOUND.get(node.getNodeName());
        Capabilities seen = found == null ? Capabilities.NONE : found.capabilities();
        return SlipwayNodeProperty.of(node)
                .map(property -> seen.and(property.extraCapabilities()))
                .orElse(seen);
    }

    /** Labels of what was found, and nothing more: a look into a map. */
    static Set<LabelAtom> labelsOf(Node node) {
        Found found = FOUND.get(node.getNodeName());
        return found == null ? Collections.emptySet() : found.labels();
    }

    /** Looks at the node on another thread, or forgets it if that is not wanted. */
    static void refresh(Computer computer) {
        Computer.threadPoolForRemoting.execute(() -> {
            try {
                if (isWanted(computer)) look(computer);
                else forget(computer);
            } catch (IOException | RuntimeException e) {
                LOG.log(
                        Level.WARNING,
                        e,
                        () -> "Cannot tell what " + computer.getName()
                                + " has; it keeps the labels it had. It is looked at again when it connects.");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static boolean isWanted(Computer computer) {
        SlipwaySettings settings = SlipwaySettings.get();
        return settings.isLabelling() && (!computer.getName().isEmpty() || settings.isLabellingController());
    }

    private static void forget(Computer computer) throws IOException {
        Node node = computer.getNode();
        boolean changed = FOUND.remove(computer.getName()) != null;
        if (changed && node != null) tell(node);
    }

    private static void look(Computer computer) throws IOException, InterruptedException {
        Node node = computer.getNode();
        FilePath root = node == null ? null : node.getRootPath();
        if (node == null || root == null) return; // it left again
        put(node, Capabilities.of(root.act(new NodeProbe())));
    }

    private static void put(Node node, Capabilities seen) throws IOException {
        Jenkins jenkins = Jenkins.get();
        Capabilities all = SlipwayNodeProperty.of(node)
                .map(property -> seen.and(property.extraCapabilities()))
                .orElse(seen);
        Set<LabelAtom> labels = new HashSet<>();
        for (String label : all.labels()) labels.add(jenkins.getLabelAtom(label));
        SlipwayNodeProperty.of(node)
                .ifPresent(property ->
                        property.benchNames().forEach(bench -> labels.add(jenkins.getLabelAtom("bench=" + bench))));
        String topic = "node " + node.getNodeName();
        SlipwayNodeProperty.of(node)
                .flatMap(SlipwayNodeProperty::problem)
                .ifPresentOrElse(
                        why -> SlipwayMonitor.tell(
                                topic, topic + ": " + why + ". Mend it where the node is configured."),
                        () -> SlipwayMonitor.clear(topic));
        Found before = FOUND.put(node.getNodeName(), new Found(seen, Collections.unmodifiableSet(labels)));
        forgetGone(jenkins);
        if (before == null || !before.labels().equals(labels)) tell(node);
    }

    /** Jenkins remembers for minutes which nodes a label has, unless it is told that a node has changed. */
    private static void tell(Node node) throws IOException {
        if (!node.getNodeName().isEmpty()) Jenkins.get().updateNode(node);
    }

    private static void forgetGone(Jenkins jenkins) {
        FOUND.keySet().removeIf(name -> !name.isEmpty() && jenkins.getNode(name) == null);
    }

    /** Looks at each node when it comes online. */
    @Extension
    public static final class OnConnect extends ComputerListener {
        @Override
        public void onOnline(Computer computer, TaskListener listener) {
            refresh(computer);
        }
    }

    /** Looks at all nodes when labels are switched on, and forgets them when they are switched off. */
    @Extension
    public static final class OnSettings implements SettingsListener {
        private static final Map<String, Boolean> LAST = new ConcurrentHashMap<>();

        @Override
        public void changed(SlipwaySettings settings) {
            boolean agents = differs("agents", settings.isLabelling());
            boolean controller = differs("controller", settings.isLabellingController());
            if (!agents && !controller) return;
            for (Computer computer : Jenkins.get().getComputers()) {
                if (computer.isOnline()) refresh(computer);
            }
        }

        private static boolean differs(String what, boolean now) {
            Boolean before = LAST.put(what, now);
            return before == null ? now : before != now;
        }
    }
}

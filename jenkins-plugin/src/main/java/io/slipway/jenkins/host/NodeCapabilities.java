package io.slipway.jenkins.host;

import hudson.Extension;
import hudson.FilePath;
import hudson.init.Terminator;
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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
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

    /** Steps choose nodes by what they have, whether or not labels are wanted. */
    private static final AtomicBoolean ASKED = new AtomicBoolean();

    private NodeCapabilities() {}

    /**
     * What is known of one node.
     *
     * @param said by a person, when the labels were made
     */
    private record Found(Capabilities capabilities, String said, Set<LabelAtom> labels) {
        static Found of(Node node, Capabilities seen) {
            return new Found(seen, saidOf(node), NodeCapabilities.labels(node, seen));
        }
    }

    private static String saidOf(Node node) {
        return SlipwayNodeProperty.of(node)
                .map(property -> property.getCapabilities() + "\n\n" + property.getBenches())
                .orElse("");
    }

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

    /** From now on agents are looked at, for a step that is to choose among them. Waits for none. */
    static void ask() {
        if (ASKED.getAndSet(true)) return;
        for (Computer computer : Jenkins.get().getComputers()) {
            if (computer.isOnline()) refresh(computer);
        }
    }

    /** Another life of Jenkins in the same process finds its nodes anew. */
    @Terminator
    public static void forgetAll() {
        FOUND.clear();
        OnSettings.LAST.clear();
        ASKED.set(false);
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
        return isLabelled(computer.getName())
                || (ASKED.get() && !computer.getName().isEmpty());
    }

    private static boolean isLabelled(String node) {
        SlipwaySettings settings = SlipwaySettings.get();
        return settings.isLabelling() && (!node.isEmpty() || settings.isLabellingController());
    }

    private static void forget(Computer computer) throws IOException {
        Node node = computer.getNode();
        Found before = FOUND.remove(computer.getName());
        boolean changed = before != null && !before.labels().isEmpty();
        if (changed && node != null) tell(node);
    }

    private static void look(Computer computer) throws IOException, InterruptedException {
        Node node = computer.getNode();
        FilePath root = node == null ? null : node.getRootPath();
        if (node == null || root == null) return; // it left again
        put(node, Capabilities.of(root.act(new NodeProbe())));
        SlipwayDesk.lookAround();
    }

    private static void put(Node node, Capabilities seen) throws IOException {
        Found now = Found.of(node, seen);
        Found before = FOUND.put(node.getNodeName(), now);
        forgetGone(Jenkins.get());
        tellOfProblem(node);
        Set<LabelAtom> had = before == null ? Set.of() : before.labels();
        if (!had.equals(now.labels())) tell(node);
    }

    /** What a person says of a node holds at once; it is not looked at again for that. O(nodes). */
    private static void readAgain() {
        for (Computer computer : Jenkins.get().getComputers()) {
            Node node = computer.getNode();
            Found before = FOUND.get(computer.getName());
            if (node == null || before == null || before.said().equals(saidOf(node))) continue;
            tellOfProblem(node);
            Found now = Found.of(node, before.capabilities());
            if (!FOUND.replace(computer.getName(), before, now)) continue; // it was looked at meanwhile
            try {
                if (!now.labels().equals(before.labels())) tell(node);
            } catch (IOException e) {
                LOG.log(Level.WARNING, e, () -> "Jenkins may know labels of " + computer.getName() + " only later");
            }
        }
    }

    private static void tellOfProblem(Node node) {
        String topic = "node " + node.getNodeName();
        SlipwayNodeProperty.of(node)
                .flatMap(SlipwayNodeProperty::problem)
                .ifPresentOrElse(
                        why -> SlipwayMonitor.tell(
                                topic, topic + ": " + why + ". Mend it where the node is configured."),
                        () -> SlipwayMonitor.clear(topic));
    }

    private static Set<LabelAtom> labels(Node node, Capabilities seen) {
        if (!isLabelled(node.getNodeName())) return Set.of();
        Jenkins jenkins = Jenkins.get();
        Optional<SlipwayNodeProperty> said = SlipwayNodeProperty.of(node);
        Set<LabelAtom> labels = new HashSet<>();
        Capabilities all =
                said.map(property -> seen.and(property.extraCapabilities())).orElse(seen);
        for (String label : all.labels()) labels.add(jenkins.getLabelAtom(label));
        said.ifPresent(
                property -> property.benchNames().forEach(bench -> labels.add(jenkins.getLabelAtom("bench=" + bench))));
        return Collections.unmodifiableSet(labels);
    }

    /** Jenkins remembers for minutes which nodes a label has, unless it is told that a node has changed. */
    private static void tell(Node node) throws IOException {
        if (!node.getNodeName().isEmpty()) Jenkins.get().updateNode(node);
    }

    private static void forgetGone(Jenkins jenkins) {
        FOUND.keySet().removeIf(name -> !name.isEmpty() && jenkins.getNode(name) == null);
    }

    /** Looks at each node when it comes online, and reads what is said of it when that may have changed. */
    @Extension
    public static final class OnConnect extends ComputerListener {
        @Override
        public void onOnline(Computer computer, TaskListener listener) {
            refresh(computer);
        }

        @Override
        public void onConfigurationChange() {
            Computer.threadPoolForRemoting.execute(NodeCapabilities::readAgain);
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

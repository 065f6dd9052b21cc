package io.slipway.jenkins.host;

import hudson.Extension;
import hudson.FilePath;
import hudson.model.Computer;
import hudson.model.Node;
import hudson.model.PeriodicWork;
import hudson.remoting.VirtualChannel;
import io.slipway.jenkins.capability.NodeLoad;
import io.slipway.jenkins.capability.Readings;
import java.io.File;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import jenkins.MasterToSlaveFileCallable;
import jenkins.model.Jenkins;

/** How much each node has to do, while that matters to somebody. Thread-safe; asking is a look into a map. */
final class NodeLoads {
    private static final Readings READINGS = new Readings(System::nanoTime);
    private static final AtomicBoolean ASKING = new AtomicBoolean();

    private NodeLoads() {}

    /**
     * @param node its name; empty for the built-in one
     */
    static NodeLoad of(String node) {
        return READINGS.of(node);
    }

    /** Asks the nodes now and then, on a thread that may wait, when builds are placed or steps wait for places. */
    @Extension
    public static final class Asking extends PeriodicWork {
        private static final long SECONDS = 15;

        @Override
        public long getRecurrencePeriod() {
            return SECONDS * 1000;
        }

        @Override
        public long getInitialDelay() {
            return getRecurrencePeriod();
        }

        @Override
        protected void doRun() {
            boolean placing = OrdinaryQueue.here().map(OrdinaryQueue::isActing).orElse(false);
            if (!placing && !SlipwayDesk.isInUse()) return;
            if (ASKING.compareAndSet(false, true)) Computer.threadPoolForRemoting.execute(NodeLoads::askAll);
        }
    }

    private static void askAll() {
        try {
            Set<String> online = new HashSet<>();
            for (Computer computer : Jenkins.get().getComputers()) {
                Node node = computer.getNode();
                FilePath root = node == null || node.getNumExecutors() == 0 ? null : node.getRootPath();
                if (root != null) online.add(computer.getName());
            }
            READINGS.take(online);
            for (String name : online) {
                Computer computer = Jenkins.get().getComputer(name);
                Node node = computer == null ? null : computer.getNode();
                FilePath root = node == null ? null : node.getRootPath();
                if (root != null) READINGS.ask(name, () -> root.actAsync(new Measure()));
            }
        } finally {
            ASKING.set(false);
        }
        OrdinaryQueue.signal();
    }

    /** Runs on the node, and answers with numbers only. */
    private static final class Measure extends MasterToSlaveFileCallable<double[]> {
        private static final long serialVersionUID = 1;

        @Override
        public double[] invoke(File root, VirtualChannel channel) {
            return NodeLoad.measure();
        }
    }
}

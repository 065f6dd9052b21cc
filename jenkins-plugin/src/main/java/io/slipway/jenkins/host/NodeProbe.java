package io.slipway.jenkins.host;

import hudson.remoting.VirtualChannel;
import io.slipway.core.local.machine.LocalMachine;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import jenkins.MasterToSlaveFileCallable;

/** Looks on a node for what it has. Runs there, and answers by types of the JDK only. */
final class NodeProbe extends MasterToSlaveFileCallable<Map<String, String>> {
    private static final long serialVersionUID = 1;

    /** Below the root directory of the node: versions that tools told, so that each is started once. */
    private static final String MEMO = "slipway-tools";

    @Override
    public Map<String, String> invoke(File root, VirtualChannel channel) throws IOException {
        Path directory = Files.createDirectories(root.toPath());
        LocalMachine machine = LocalMachine.here(System.getenv(), directory.resolve(MEMO));
        Map<String, String> found =
                new HashMap<>(machine.labels(LocalMachine.toolLabels()).values());
        found.put("cpus", Integer.toString(machine.capacity().milliCpu() / 1000));
        found.put("memory", Long.toString(machine.capacity().memoryBytes()));
        return found;
    }
}

package io.slipway.jenkins.host;

import hudson.model.Computer;
import hudson.model.Node;
import io.slipway.jenkins.farm.NodeFacts;
import java.util.Optional;
import jenkins.model.Jenkins;

/** Finds nodes by the names that the desk knows them by. Stateless. */
final class NodesByName {
    private NodesByName() {}

    static Optional<Node> find(String name) {
        String nodeName = name.equals(NodeFacts.BUILT_IN) ? "" : name;
        return Optional.ofNullable(Jenkins.get().getComputer(nodeName)).map(Computer::getNode);
    }
}

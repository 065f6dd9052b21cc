package io.slipway.jenkins.host;

import hudson.model.Node;
import io.slipway.jenkins.farm.NodeFacts;
import java.util.Optional;
import jenkins.model.Jenkins;

/** Finds nodes by the names that the desk knows them by. Stateless. */
final class NodesByName {
    private NodesByName() {}

    static Optional<Node> find(String name) {
        Jenkins jenkins = Jenkins.get();
        return name.equals(NodeFacts.BUILT_IN) ? Optional.of(jenkins) : Optional.ofNullable(jenkins.getNode(name));
    }
}

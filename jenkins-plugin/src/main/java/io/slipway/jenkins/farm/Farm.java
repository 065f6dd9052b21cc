package io.slipway.jenkins.farm;

import java.util.List;

/** Knows the nodes. Thread-safe; answers from memory. */
@FunctionalInterface
public interface Farm {
    /** All nodes as they are now, those that are offline too; in any order. O(nodes). */
    List<NodeFacts> nodes();
}

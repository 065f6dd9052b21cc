package io.slipway.jenkins.desk;

import static java.util.Objects.requireNonNull;

import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.Selector;
import io.slipway.core.run.RunId;
import io.slipway.jenkins.farm.NodeFacts;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the body of a step wants of the node that it runs on. Immutable.
 *
 * @param owner name of the build
 * @param requires labels that the node must have
 * @param prefers labels that would be good to have
 * @param wanted cpu and memory
 */
public record PlaceWish(RunId id, String owner, Selector requires, Selector prefers, Resources wanted, int priority) {
    public PlaceWish {
        requireNonNull(id, "id");
        requireNonNull(owner, "owner");
        requireNonNull(requires, "requires");
        requireNonNull(prefers, "prefers");
        requireNonNull(wanted, "wanted");
    }

    Order order() {
        return Claims.place(id, owner, requires, prefers, wanted, priority);
    }

    /** The same, for just that node. */
    PlaceWish on(String node) {
        Map<String, String> there = new TreeMap<>(Map.of(NodeFacts.NODE, node));
        return new PlaceWish(id, owner, Selector.of(there), Selector.any(), wanted, priority);
    }
}

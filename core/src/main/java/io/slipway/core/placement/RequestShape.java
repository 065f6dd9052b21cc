package io.slipway.core.placement;

import io.slipway.core.pipeline.Selector;
import java.util.BitSet;

/**
 * What requests with equal wishes for labels have in common: which classes meet them, found out once and good until the fleet
 * changes. Confined to the placer's thread.
 */
final class RequestShape {
    /** Positions of the classes whose labels will do. */
    final BitSet capable;

    /** {@link ClassOrder#nodesAbove} those. */
    final BitSet nodes;

    /** Likewise, of those that have all that is preferred too; the same as {@link #nodes} when nothing is. */
    final BitSet preferredNodes;

    RequestShape(Key key, ClassOrder order) {
        capable = order.meeting(key.requires);
        nodes = order.nodesAbove(capable);
        if (key.prefers.ranges().isEmpty()) {
            preferredNodes = nodes;
        } else {
            BitSet preferred = order.meeting(key.prefers);
            preferred.and(capable);
            preferredNodes = order.nodesAbove(preferred);
        }
    }

    /** Whether agents that have all that is preferred are looked at first. */
    boolean prefersSome() {
        return !preferredNodes.equals(nodes);
    }

    record Key(Selector requires, Selector prefers) {}
}

package io.slipway.core.placement;

import io.slipway.core.pipeline.Selector;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

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

    record Key(Selector requires, Selector prefers) {
        // Written out, as every run comes by here: what a record is given costs a fresh JVM many milliseconds.
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key same && requires.equals(same.requires) && prefers.equals(same.prefers);
        }

        @Override
        public int hashCode() {
            return 31 * requires.hashCode() + prefers.hashCode();
        }
    }
}

package io.slipway.core.placement;

import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.Selector;
import java.util.BitSet;
import java.util.Map;

/**
 * What requests with equal labels and resources have in common: which classes meet what they require, found out once and
 * good until the fleet changes. Confined to the placer's thread.
 */
final class RequestShape {
    final Resources resources;
    final int milliCpu;
    final long memoryBytes;
    final long diskBytes;

    /** The most that is wanted of anything in pieces. */
    final int pieces;

    /** Positions of the classes whose labels will do. */
    final BitSet capable;

    /** Those of them whose agents are large enough. */
    final BitSet fitting;

    /** {@link ClassOrder#nodesAbove} the fitting ones. */
    final BitSet nodes;

    /** Likewise, of the fitting ones that have all that is preferred too; the same as {@link #nodes} when nothing is. */
    final BitSet preferredNodes;

    RequestShape(Key key, ClassOrder order) {
        resources = key.resources;
        milliCpu = resources.milliCpu();
        memoryBytes = resources.memoryBytes();
        diskBytes = resources.diskBytes();
        pieces = resources.counts().values().stream()
                .mapToInt(Integer::intValue)
                .max()
                .orElse(0);
        capable = order.meeting(key.requires);
        fitting = new BitSet(order.classes.length);
        for (int i = capable.nextSetBit(0); i >= 0; i = capable.nextSetBit(i + 1)) {
            if (resources.fitsIn(order.classes[i].key.capacity())) fitting.set(i);
        }
        nodes = order.nodesAbove(fitting);
        if (key.prefers.ranges().isEmpty()) {
            preferredNodes = nodes;
        } else {
            BitSet preferred = order.meeting(key.prefers);
            preferred.and(fitting);
            preferredNodes = order.nodesAbove(preferred);
        }
    }

    record Key(Selector requires, Resources resources, Selector prefers) {}

    /** Whether the agent is of a class that will do and has as much free now. */
    boolean hasRoom(AgentSlot slot) {
        return fitting.get(slot.ofClass.position)
                && slot.freeMilliCpu >= milliCpu
                && slot.freeMemoryBytes >= memoryBytes
                && slot.freeDiskBytes >= diskBytes
                && hasPieces(slot);
    }

    boolean hasPieces(AgentSlot slot) {
        if (pieces == 0) return true;
        for (Map.Entry<String, Integer> count : resources.counts().entrySet()) {
            if (slot.freeCount(count.getKey()) < count.getValue()) return false;
        }
        return true;
    }

    /** How much of what is wanted is missing there: the largest share of CPU, memory, disk or anything in pieces. */
    double shortage(AgentSlot slot) {
        double largest = Math.max(
                shortage(milliCpu, slot.freeMilliCpu),
                Math.max(shortage(memoryBytes, slot.freeMemoryBytes), shortage(diskBytes, slot.freeDiskBytes)));
        for (Map.Entry<String, Integer> count : resources.counts().entrySet()) {
            largest = Math.max(largest, shortage(count.getValue(), slot.freeCount(count.getKey())));
        }
        return largest;
    }

    private static double shortage(double wanted, double free) {
        return wanted <= free ? 0 : (wanted - free) / wanted;
    }
}

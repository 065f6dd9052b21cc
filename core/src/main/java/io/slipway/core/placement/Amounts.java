package io.slipway.core.placement;

import io.slipway.core.pipeline.Resources;
import java.util.Map;

/** How much a request wants of an agent, ready to be compared. Immutable. */
final class Amounts {
    final Resources resources;
    final int milliCpu;
    final long memoryBytes;
    final long diskBytes;

    /** The most that is wanted of anything in pieces. */
    final int pieces;

    Amounts(Resources resources) {
        this.resources = resources;
        this.milliCpu = resources.milliCpu();
        this.memoryBytes = resources.memoryBytes();
        this.diskBytes = resources.diskBytes();
        int most = 0;
        if (!resources.counts().isEmpty()) {
            for (int count : resources.counts().values()) most = Math.max(most, count);
        }
        this.pieces = most;
    }

    /** Whether an agent of the class could give that with nothing else to do. */
    boolean fitIn(EquivalenceClass ofClass) {
        return resources.fitsIn(ofClass.key.capacity());
    }

    /** Whether the agent has as much free now. */
    boolean areFreeOn(AgentSlot slot) {
        return slot.freeMilliCpu >= milliCpu
                && slot.freeMemoryBytes >= memoryBytes
                && slot.freeDiskBytes >= diskBytes
                && (pieces == 0 || hasPieces(slot));
    }

    private boolean hasPieces(AgentSlot slot) {
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

package io.slipway.core.placement;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All agents of a {@link Placer} by id. Gives each a rank, so that ids are compared as numbers: between those of its
 * neighbours, and when there is no number left between them all are ranked anew, in the same order. O(log n), and O(n) for
 * ranking anew, which happens after 32 additions at one place at the earliest. Confined to the placer's thread.
 */
final class AgentSlots {
    private static final long STRIDE = 1L << 32;

    private final Map<String, AgentSlot> byId = new HashMap<>();
    private final TreeMap<String, AgentSlot> inOrder = new TreeMap<>();

    @Nullable
    AgentSlot find(String id) {
        return byId.get(id);
    }

    boolean isEmpty() {
        return byId.isEmpty();
    }

    /** Before it goes anywhere that is ordered. */
    void add(AgentSlot slot) {
        byId.put(slot.id, slot);
        Map.Entry<String, AgentSlot> lower = inOrder.lowerEntry(slot.id);
        Map.Entry<String, AgentSlot> higher = inOrder.higherEntry(slot.id);
        inOrder.put(slot.id, slot);
        if (higher == null) {
            slot.rank = lower == null ? 0 : lower.getValue().rank + STRIDE;
            return;
        }
        long above = higher.getValue().rank;
        long below = lower == null ? above - 2 * STRIDE : lower.getValue().rank;
        slot.rank = below + (above - below) / 2;
        if (slot.rank == below) rankAnew();
    }

    private void rankAnew() {
        long rank = 0;
        for (AgentSlot slot : inOrder.values()) {
            slot.rank = rank;
            rank += STRIDE;
        }
    }

    /** After it has left everything that is ordered. */
    void remove(AgentSlot slot) {
        byId.remove(slot.id);
        inOrder.remove(slot.id);
    }
}

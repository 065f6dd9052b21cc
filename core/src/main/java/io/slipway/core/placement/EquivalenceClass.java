package io.slipway.core.placement;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.Labels;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.Selector;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Agents that do not differ in anything but their names and what they are doing: what holds for one by what it is holds for
 * all, so it is found out once. Those that can be given something are in {@link #open}. Confined to the placer's thread.
 */
@SuppressWarnings("EnumOrdinal") // an index into an array that is never kept
final class EquivalenceClass implements Comparable<EquivalenceClass> {
    private static final int MOST_REMEMBERED = 1024;

    final Key key;
    final FreeTree open = new FreeTree();

    /** Where it stands among all, best first; good until the fleet changes. */
    int position;

    /** What each class scorer said, and all of it weighed. */
    double[] scores = {};

    double total;

    private final TreeSet<AgentSlot> members = new TreeSet<>();
    private final int[] standings = new int[Standing.values().length];
    private final Map<Selector, Double> sharesMet = new HashMap<>();
    private final String text;
    private int busy;

    EquivalenceClass(Key key) {
        this.key = key;
        this.text = key.toString();
    }

    /** All that agents of a class have in common. */
    record Key(Labels labels, Resources capacity, String zone, double costPerHour, double speed) {
        static Key of(Agent agent) {
            return new Key(agent.labels(), agent.capacity(), agent.zone(), agent.costPerHour(), agent.speed());
        }

        // Written out, as every run comes by here: what a record is given costs a fresh JVM many milliseconds.
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key
                    && labels.equals(key.labels)
                    && capacity.equals(key.capacity)
                    && zone.equals(key.zone)
                    && Double.compare(costPerHour, key.costPerHour) == 0
                    && Double.compare(speed, key.speed) == 0;
        }

        @Override
        public int hashCode() {
            return 31 * (31 * labels.hashCode() + capacity.hashCode()) + zone.hashCode();
        }

        /** In which classes are told apart where they are put in order. */
        @Override
        public String toString() {
            return labels.values() + " " + capacity.milliCpu() + " " + capacity.memoryBytes() + " "
                    + capacity.diskBytes() + " " + capacity.counts() + " " + zone + " " + costPerHour + " " + speed;
        }
    }

    /** What keeps an agent from being given something, whatever it is. */
    enum Standing {
        OPEN,
        NOT_READY,
        HELD,
        TAKEN
    }

    /** One of them, as good as any to see what they are. */
    Agent model() {
        return members.first().agent();
    }

    AgentSlot first() {
        return members.first();
    }

    Iterable<AgentSlot> members() {
        return members;
    }

    int size() {
        return members.size();
    }

    int count(Standing standing) {
        return standings[standing.ordinal()];
    }

    void join(AgentSlot slot) {
        members.add(slot);
        enter(slot);
    }

    void leave(AgentSlot slot) {
        exit(slot);
        members.remove(slot);
    }

    /** How many of the open ones run something. */
    int busy() {
        return busy;
    }

    /** Before something of a member changes that counts for its place. */
    void exit(AgentSlot slot) {
        standings[slot.standing.ordinal()]--;
        if (slot.standing != Standing.OPEN) return;
        if (slot.running() > 0) busy--;
        open.remove(slot);
    }

    /** After it. */
    void enter(AgentSlot slot) {
        slot.standing = slot.findStanding();
        standings[slot.standing.ordinal()]++;
        if (slot.standing != Standing.OPEN) return;
        if (slot.running() > 0) busy++;
        open.add(slot);
    }

    double shareMet(Selector selector) {
        int wishes = selector.ranges().size();
        if (wishes == 0) return 1;
        Double known = sharesMet.get(selector);
        if (known != null) return known;
        double share = 1 - (double) key.labels.unmet(selector).size() / wishes;
        if (sharesMet.size() >= MOST_REMEMBERED) sharesMet.clear();
        sharesMet.put(selector, share);
        return share;
    }

    /** The best first; what scores alike goes by what it is, so that the order is the same in whichever order agents came. */
    @Override
    public int compareTo(EquivalenceClass other) {
        int byTotal = Double.compare(other.total, total);
        return byTotal != 0 ? byTotal : text.compareTo(other.text);
    }
}

package io.slipway.core.placement;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.AgentStatus;
import io.slipway.core.agent.Reservation;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.Selector;
import io.slipway.core.placement.EquivalenceClass.Standing;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An agent in the index of a {@link Placer}, with what is free of it and its place in the {@link FreeTree} of its class.
 * Goes by id. Confined to the placer's thread.
 */
final class AgentSlot implements Candidate, Comparable<AgentSlot> {
    final Placer placer;
    final String id;
    EquivalenceClass ofClass;
    Agent agent;
    AgentStatus status;
    Standing standing = Standing.NOT_READY;

    int freeMilliCpu;
    long freeMemoryBytes;
    long freeDiskBytes;

    /** The most that is free of anything in pieces. */
    int freePieces;

    private Resources held = new Resources(0, 0);
    private int running;
    private int alone;
    private @Nullable Map<String, Integer> groups;

    /** The last search that looked at it. */
    long seenBy;

    // Its place in the tree, and the most that it or anybody below it has free.
    final int priority;

    @Nullable
    AgentSlot left;

    @Nullable
    AgentSlot right;

    long mostMemory;
    long mostDisk;
    int mostPieces;

    AgentSlot(Placer placer, Agent agent, AgentStatus status, EquivalenceClass ofClass) {
        this.placer = placer;
        this.id = agent.id();
        this.agent = agent;
        this.status = status;
        this.ofClass = ofClass;
        this.priority = scatter(id.hashCode());
        findFree();
    }

    /** Names of agents count up, and so do their hash codes; this makes chance of them (the last step of MurmurHash3). */
    private static int scatter(int hash) {
        int h = hash;
        h = (h ^ h >>> 16) * 0x85ebca6b;
        h = (h ^ h >>> 13) * 0xc2b2ae35;
        return h ^ h >>> 16;
    }

    Standing findStanding() {
        if (!status.state().takesTasks()) return Standing.NOT_READY;
        if (!status.heldFor().isEmpty()) return Standing.HELD;
        return isTaken() ? Standing.TAKEN : Standing.OPEN;
    }

    void take(Reservation reservation) {
        held = held.plus(reservation.resources());
        running++;
        if (reservation.exclusive()) alone++;
        if (!reservation.group().isEmpty()) {
            if (groups == null) groups = new TreeMap<>();
            groups.merge(reservation.group(), 1, Integer::sum);
        }
        findFree();
    }

    void release(Reservation reservation) {
        held = held.minus(reservation.resources());
        running--;
        if (reservation.exclusive()) alone--;
        if (!reservation.group().isEmpty() && groups != null) {
            groups.computeIfPresent(reservation.group(), (name, count) -> count > 1 ? count - 1 : null);
        }
        findFree();
    }

    /** Nothing, of what is held more of than there is: an agent may have come back smaller. */
    void findFree() {
        Resources capacity = agent.capacity();
        freeMilliCpu = Math.max(0, capacity.milliCpu() - held.milliCpu());
        freeMemoryBytes = Math.max(0, capacity.memoryBytes() - held.memoryBytes());
        freeDiskBytes = Math.max(0, capacity.diskBytes() - held.diskBytes());
        freePieces = 0;
        if (capacity.counts().isEmpty()) return;
        for (String name : capacity.counts().keySet()) freePieces = Math.max(freePieces, freeCount(name));
    }

    /** How many of the group would be found there, by group; for those who count them. */
    Map<String, Integer> groups() {
        return groups == null ? Map.of() : groups;
    }

    @Override
    public Agent agent() {
        return agent;
    }

    @Override
    public AgentStatus status() {
        return status;
    }

    @Override
    public int freeMilliCpu() {
        return freeMilliCpu;
    }

    @Override
    public long freeMemoryBytes() {
        return freeMemoryBytes;
    }

    @Override
    public long freeDiskBytes() {
        return freeDiskBytes;
    }

    @Override
    public int freeCount(String name) {
        return Math.max(0, agent.capacity().count(name) - held.count(name));
    }

    @Override
    public int running() {
        return running;
    }

    @Override
    public boolean isTaken() {
        return alone > 0;
    }

    @Override
    public int runningOf(String group) {
        return groups == null ? 0 : groups.getOrDefault(group, 0);
    }

    @Override
    public int runningInZoneOf(String group) {
        return placer.runningInZoneOf(agent.zone(), group);
    }

    @Override
    public boolean isLike(String other) {
        return placer.areAlike(this, other);
    }

    @Override
    public double shareMet(Selector selector) {
        return ofClass.shareMet(selector);
    }

    @Override
    public int compareTo(AgentSlot other) {
        return id.compareTo(other.id);
    }
}

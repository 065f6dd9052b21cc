package io.slipway.core.placement;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.AgentStatus;
import io.slipway.core.agent.Reservation;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.Selector;
import io.slipway.core.placement.EquivalenceClass.Standing;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An agent in the index of a {@link Placer}, with what is free of it and its place in the {@link FreeTree} of its class.
 * Confined to the placer's thread.
 */
final class AgentSlot implements Candidate, Comparable<AgentSlot> {
    final Placer placer;
    final String id;
    EquivalenceClass ofClass;
    Agent agent;
    private AgentStatus status;

    // Parts of the agent and its status that every search reads, kept where it looks anyway.
    private Resources capacity;
    private double load;
    private double pressure;
    private int failures;

    /** A bit for each thing it has warm; several share one. */
    private long warmBits;

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

    /** How many tasks of each group run in its zone. */
    Map<String, Integer> zoneGroups;

    /** Where its id stands among all ids: compared instead of them, as they are alike for long. */
    long rank;

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

    AgentSlot(
            Placer placer, Agent agent, AgentStatus status, EquivalenceClass ofClass, Map<String, Integer> zoneGroups) {
        this.placer = placer;
        this.id = agent.id();
        this.agent = agent;
        this.ofClass = ofClass;
        this.capacity = ofClass.key.capacity();
        this.zoneGroups = zoneGroups;
        this.priority = scatter(id.hashCode());
        setStatus(status);
        findFree();
    }

    /** Names of agents count up, and so do their hash codes; this makes chance of them (the last step of MurmurHash3). */
    private static int scatter(int hash) {
        int h = hash;
        h = (h ^ h >>> 16) * 0x85ebca6b;
        h = (h ^ h >>> 13) * 0xc2b2ae35;
        return h ^ h >>> 16;
    }

    void setStatus(AgentStatus status) {
        this.status = status;
        load = status.load();
        pressure = status.pressure();
        failures = status.failures();
        warmBits = 0;
        for (String name : status.warm()) warmBits |= bitOf(name);
    }

    private static long bitOf(String name) {
        return 1L << scatter(name.hashCode());
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
            if (groups == null) groups = new HashMap<>();
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
            if (groups.isEmpty()) groups = null;
        }
        findFree();
    }

    /** Nothing, of what is held more of than there is: an agent may have come back smaller. */
    void findFree() {
        capacity = ofClass.key.capacity();
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
    public Resources capacity() {
        return capacity;
    }

    @Override
    public double load() {
        return load;
    }

    @Override
    public double pressure() {
        return pressure;
    }

    @Override
    public int failures() {
        return failures;
    }

    /** Most agents do not have it, and that is seen without going through what they have. */
    @Override
    public boolean isWarmWith(String name) {
        return (warmBits & bitOf(name)) != 0 && status.warm().contains(name);
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
        return Math.max(0, capacity.count(name) - held.count(name));
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
        return zoneGroups.getOrDefault(group, 0);
    }

    @Override
    public boolean isLike(String other) {
        return placer.areAlike(this, other);
    }

    @Override
    public double shareMet(Selector selector) {
        return ofClass.shareMet(selector);
    }

    /** By id. */
    @Override
    public int compareTo(AgentSlot other) {
        return Long.compare(rank, other.rank);
    }
}

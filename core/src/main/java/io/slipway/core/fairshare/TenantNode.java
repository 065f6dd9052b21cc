package io.slipway.core.fairshare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One tenant in the queue's tree: what it used, what it holds, and what waits below it, in order for each dominant
 * resource. Confined to the queue's thread.
 */
final class TenantNode<T> {
    final @Nullable TenantNode<T> parent;
    final String name;
    final Map<String, TenantNode<T>> children = new HashMap<>();
    Share share = Share.EQUAL;

    /** Of each resource: kept use, see {@link DecayClock}; what its tasks hold now; what it is entitled to. */
    double[] used = {};

    long[] held = {};
    long[] guaranteed = {};
    long[] most = {};
    boolean limited;

    /** Demands of which one more would pass a limit. Only kept when there is one. */
    long[] overLimit = {};

    /** What waits below, by dominant resource: lines when this is a leaf, else tenants. */
    final List<DemandOrder> waiting = new ArrayList<>();

    /** This among its siblings, by dominant resource. */
    final List<Standing<T>> standings = new ArrayList<>();

    /** Of a leaf: those who wait by demand, and those who run. */
    final Map<Demand, Line<T>> lines = new HashMap<>();

    final Set<Ticket<T>> running = new LinkedHashSet<>();

    /** Of a leaf: how many wait, are held or run. */
    int tickets;

    private final long sequence;

    TenantNode(@Nullable TenantNode<T> parent, String name, long sequence) {
        this.parent = parent;
        this.name = name;
        this.sequence = sequence;
    }

    /** A tenant that competes with its siblings for what its tasks need most. */
    static final class Standing<T> extends DemandOrder.Entry {
        final TenantNode<T> tenant;

        Standing(TenantNode<T> tenant, long sequence) {
            super(sequence);
            this.tenant = tenant;
        }
    }

    void growTo(int resources) {
        used = Arrays.copyOf(used, resources);
        held = Arrays.copyOf(held, resources);
        while (waiting.size() < resources) {
            waiting.add(new DemandOrder());
            standings.add(new Standing<>(this, sequence));
        }
    }

    /**
     * What it is ordered by among its siblings, the least first. Below what is guaranteed: less than 0, by how much of
     * it is held. Otherwise its part of what there is, by its weight.
     */
    double key(int resource, long capacity) {
        if (held[resource] < guaranteed[resource]) return (double) held[resource] / guaranteed[resource] - 2;
        return used[resource] / (Math.max(1, capacity) * share.weight().value());
    }

    boolean wouldPassLimit(Demand demand) {
        for (int r = 0; r < most.length; r++) {
            if (held[r] + demand.amount(r) > most[r] && demand.amount(r) > 0) return true;
        }
        return false;
    }
}

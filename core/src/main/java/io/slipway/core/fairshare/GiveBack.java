package io.slipway.core.fairshare;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds who should give back what a claimant is guaranteed; {@link FairShareQueue#giveBack} says who that is.
 *
 * <p>At each parent of the claimant, from its team to the top, the claimant's side is compared with the others. A side
 * takes only while it stays within its guarantee with all it asks for. A task ends only when no tenant that it counts for
 * is pushed below its guarantee, in anything that the task holds; of tenants that both count for, less what the claimant
 * adds.
 *
 * <p>So with every claim the sum over tenants and resources of {@code min(held, guaranteed)} grows, and nothing but the
 * end of a task makes it less: claims come to an end, and nobody takes from each other in turns.
 */
final class GiveBack<T> {
    private final Ticket<T> claimant;
    private final int most;
    private final long[] capacity;
    private final List<Ticket<T>> found = new ArrayList<>();
    private final Set<Ticket<T>> taken = new HashSet<>();
    private final Map<TenantNode<T>, long[]> left = new HashMap<>();
    private final Map<TenantNode<T>, List<Ticket<T>>> lastStartedFirst = new HashMap<>();
    private final Set<TenantNode<T>> shared = new HashSet<>();
    private final Set<TenantNode<T>> exhausted = new HashSet<>();

    GiveBack(Ticket<T> claimant, int most, long[] capacity) {
        this.claimant = claimant;
        this.most = most;
        this.capacity = capacity;
    }

    List<Ticket<T>> find() {
        TenantNode<T> side = claimant.leaf;
        TenantNode<T> parent = side.parent;
        for (TenantNode<T> node = side; node != null; node = node.parent) shared.add(node);
        while (parent != null && found.size() < most) {
            if (staysWithinGuarantee(side)) takeFromOthers(parent, side);
            side = parent;
            parent = side.parent;
        }
        return found;
    }

    private boolean staysWithinGuarantee(TenantNode<T> side) {
        Demand demand = claimant.demand();
        for (int r = 0; r < demand.amounts.length; r++) {
            if (demand.amounts[r] > 0 && side.held[r] + demand.amounts[r] > side.guaranteed[r]) return false;
        }
        return true;
    }

    private void takeFromOthers(TenantNode<T> parent, TenantNode<T> side) {
        Demand demand = claimant.demand();
        for (int r = 0; r < demand.amounts.length; r++) {
            if (demand.amounts[r] == 0) continue;
            exhausted.clear();
            exhausted.add(side);
            while (found.size() < most) {
                TenantNode<T> next = largestBorrower(parent, r);
                if (next == null) break;
                takeOne(next, r);
            }
        }
    }

    private void takeOne(TenantNode<T> from, int resource) {
        TenantNode<T> node = from;
        while (!node.children.isEmpty()) {
            TenantNode<T> below = largestBorrower(node, resource);
            if (below == null) {
                exhausted.add(node);
                return;
            }
            node = below;
        }
        for (Ticket<T> running : lastStartedFirst.computeIfAbsent(node, GiveBack::lastStartedFirst)) {
            if (running.demand().amount(resource) == 0 || taken.contains(running) || !mayEnd(running)) continue;
            take(running);
            return;
        }
        exhausted.add(node);
    }

    private static <T> List<Ticket<T>> lastStartedFirst(TenantNode<T> node) {
        List<Ticket<T>> running = new ArrayList<>(node.running);
        running.sort((a, b) -> {
            int byStart = Double.compare(b.startedAt, a.startedAt);
            return byStart != 0 ? byStart : Long.compare(b.sequence, a.sequence);
        });
        return running;
    }

    private boolean mayEnd(Ticket<T> running) {
        Demand demand = running.demand();
        TenantNode<T> node = running.leaf;
        while (node.parent != null) {
            for (int r = 0; r < demand.amounts.length; r++) {
                long rest = left(node, r) - demand.amounts[r] + (shared.contains(node) ? asked(r) : 0);
                if (demand.amounts[r] > 0 && rest < Math.min(node.held[r], node.guaranteed[r])) return false;
            }
            node = node.parent;
        }
        return true;
    }

    private long asked(int resource) {
        return claimant.demand().amount(resource);
    }

    private void take(Ticket<T> running) {
        taken.add(running);
        found.add(running);
        TenantNode<T> node = running.leaf;
        while (node.parent != null) {
            long[] rest = left.computeIfAbsent(node, of -> of.held.clone());
            for (int r = 0; r < rest.length; r++) rest[r] -= running.demand().amount(r);
            node = node.parent;
        }
    }

    private @Nullable TenantNode<T> largestBorrower(TenantNode<T> parent, int resource) {
        TenantNode<T> largest = null;
        for (TenantNode<T> child : parent.children.values()) {
            long borrowed = borrowed(child, resource);
            if (borrowed <= 0 || exhausted.contains(child)) continue;
            if (largest == null || borrowsMore(child, largest, resource)) largest = child;
        }
        return largest;
    }

    private boolean borrowsMore(TenantNode<T> a, TenantNode<T> b, int resource) {
        int byAmount = Double.compare(part(a, resource), part(b, resource));
        return byAmount != 0 ? byAmount > 0 : a.name.compareTo(b.name) < 0;
    }

    private double part(TenantNode<T> node, int resource) {
        return borrowed(node, resource)
                / (Math.max(1.0, (double) capacity[resource])
                        * node.share.weight().value());
    }

    private long borrowed(TenantNode<T> node, int resource) {
        return left(node, resource) - node.guaranteed[resource];
    }

    private long left(TenantNode<T> node, int resource) {
        long[] rest = left.get(node);
        return rest == null ? node.held[resource] : rest[resource];
    }
}

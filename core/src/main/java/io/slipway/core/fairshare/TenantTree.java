package io.slipway.core.fairshare;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The tenants of a queue, from organisations down to projects, and what each is entitled to. One that has nothing here,
 * has used next to nothing lately and has no share of its own is forgotten now and then: it is as good as new. Confined to
 * the queue's thread; O(1) for each call but where it says more.
 */
final class TenantTree<T> {
    private static final int FEWEST_FORGOTTEN = 64;

    final TenantNode<T> root = new TenantNode<>(null, "", 0);

    /** All but the root; children come after their parents. */
    final List<TenantNode<T>> nodes = new ArrayList<>();

    /** Numbers by name of resource; one more for each that is ever named. */
    final Map<String, Integer> resources = new HashMap<>();

    private final Map<Tenant, TenantNode<T>> leaves = new HashMap<>();
    private final Map<Tenant, Share> shares = new TreeMap<>();
    private long sequence;

    /** How many shares say that a tenant may hold no more than so much. */
    private int limits;

    /** When there are so many leaves, it is looked whether some can be forgotten. */
    private int forgetFrom = FEWEST_FORGOTTEN;

    /** How many lines it has. */
    int size() {
        return leaves.size();
    }

    /** The number of a resource that has none yet. O(tenants). */
    int addResource(String name) {
        int number = resources.size();
        resources.put(name, number);
        root.growTo(resources.size());
        for (TenantNode<T> node : nodes) {
            node.growTo(resources.size());
            entitle(node);
        }
        return number;
    }

    boolean hasLimits() {
        return limits > 0;
    }

    Share share(Tenant tenant) {
        return shares.getOrDefault(tenant, Share.EQUAL);
    }

    void share(Tenant tenant, Share share) {
        shares.put(tenant, requireNonNull(share, "share"));
        TenantNode<T> node = root;
        for (String name : tenant.names()) node = child(node, name);
        if (isLimit(node.share) != isLimit(share)) limits += isLimit(share) ? 1 : -1;
        node.share = share;
        entitle(node);
    }

    private static boolean isLimit(Share share) {
        return !share.most().equals(Usage.NOTHING) || share.borrowed().isPresent();
    }

    /**
     * Where all tasks of the tenant are in one line.
     *
     * @param isIdle whether a leaf has nothing here and used next to nothing lately; O(1) for each that ever came
     */
    TenantNode<T> leaf(Tenant tenant, Predicate<TenantNode<T>> isIdle) {
        TenantNode<T> known = leaves.get(tenant);
        if (known != null) return known;
        if (leaves.size() >= forgetFrom) forget(isIdle);
        TenantNode<T> node = root;
        for (String name : tenant.names()) node = child(node, name);
        for (int i = tenant.names().size(); i < Tenant.MOST_NAMES; i++) node = child(node, "");
        leaves.put(tenant, node);
        return node;
    }

    private void forget(Predicate<TenantNode<T>> isIdle) {
        leaves.values().removeIf(isIdle);
        Set<TenantNode<T>> kept = new HashSet<>();
        for (TenantNode<T> leaf : leaves.values()) keepUpwards(leaf, kept);
        for (Tenant tenant : shares.keySet()) find(tenant).ifPresent(node -> keepUpwards(node, kept));
        for (TenantNode<T> node : nodes) {
            if (!kept.contains(node) && node.parent != null) node.parent.children.remove(node.name, node);
        }
        nodes.removeIf(node -> !kept.contains(node));
        forgetFrom = Math.max(FEWEST_FORGOTTEN, 2 * leaves.size());
    }

    private void keepUpwards(TenantNode<T> from, Set<TenantNode<T>> kept) {
        TenantNode<T> node = from;
        while (node != null && kept.add(node)) node = node.parent;
    }

    private TenantNode<T> child(TenantNode<T> parent, String name) {
        TenantNode<T> known = parent.children.get(name);
        if (known != null) return known;
        TenantNode<T> child = new TenantNode<>(parent, name, ++sequence);
        child.growTo(resources.size());
        entitle(child);
        parent.children.put(name, child);
        nodes.add(child);
        return child;
    }

    private void entitle(TenantNode<T> node) {
        int count = resources.size();
        node.guaranteed = new long[count];
        node.most = new long[count];
        Share share = node.share;
        resources.forEach((name, r) -> {
            long guaranteed = share.guaranteed().amount(name);
            long most = share.most().amounts().getOrDefault(name, Long.MAX_VALUE);
            if (share.borrowed().isPresent()) {
                long borrowed = share.borrowed().get().amount(name);
                most = Math.min(most, guaranteed > Long.MAX_VALUE - borrowed ? Long.MAX_VALUE : guaranteed + borrowed);
            }
            node.guaranteed[r] = guaranteed;
            node.most[r] = most;
        });
        node.limited = isLimit(share);
    }

    Optional<TenantNode<T>> find(Tenant tenant) {
        TenantNode<T> node = root;
        for (String name : tenant.names()) {
            node = node.children.get(name);
            if (node == null) return Optional.empty();
        }
        return Optional.of(node);
    }
}

package io.slipway.core.fairshare;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the first in fair order: of the firsts for each dominant resource, at each level that of the tenant with the least
 * key. A project sends only one, the first in its own order; for its other resources somebody else is looked for. Confined
 * to the queue's thread; O(log tenants × demands / 64) for each resource.
 */
final class FairOrder {
    private final TenantNode<?> root;

    FairOrder(TenantNode<?> root) {
        this.root = root;
    }

    /**
     * The line whose turn it is; absent when none is wanted.
     *
     * @param wanted numbers of the demands that may be offered
     */
    DemandOrder.@Nullable Entry first(long[] wanted) {
        List<Path> paths = new ArrayList<>(root.waiting.size());
        for (int r = 0; r < root.waiting.size(); r++) {
            DemandOrder.Entry top = root.waiting.get(r).first(wanted);
            if (top != null) paths.add(new Path(r, wanted).below(top));
        }
        int at = 0;
        while (at < paths.size()) {
            int later = laterOfOneProject(paths, paths.get(at));
            if (later < 0) at++;
            else if (!paths.get(later).moveToNextProject()) paths.remove(later);
            else at = 0;
        }
        if (paths.isEmpty()) return null;
        for (int level = 0; level < Tenant.MOST_NAMES && paths.size() > 1; level++) keepFirstTenant(paths, level);
        return paths.get(0).line();
    }

    /** Of this path and another to the same project, the index of the one that the project sends later; -1 for none. */
    private static int laterOfOneProject(List<Path> paths, Path path) {
        for (int i = 0; i < paths.size(); i++) {
            Path other = paths.get(i);
            if (other == path || other.tenant(Tenant.MOST_NAMES - 1) != path.tenant(Tenant.MOST_NAMES - 1)) continue;
            return path.line().isBefore(other.line()) ? i : paths.indexOf(path);
        }
        return -1;
    }

    private static void keepFirstTenant(List<Path> paths, int level) {
        DemandOrder.Entry least = paths.get(0).entries.get(level);
        TenantNode<?> tenant = paths.get(0).tenant(level);
        for (Path path : paths) {
            if (!path.entries.get(level).isBefore(least)) continue;
            least = path.entries.get(level);
            tenant = path.tenant(level);
        }
        TenantNode<?> first = tenant;
        paths.removeIf(path -> path.tenant(level) != first);
    }

    /** From an organisation's standing down to a line, all first in their orders for one resource. */
    private final class Path {
        final int resource;
        final long[] wanted;
        final List<DemandOrder.Entry> entries = new ArrayList<>(Tenant.MOST_NAMES + 1);

        Path(int resource, long[] wanted) {
            this.resource = resource;
            this.wanted = wanted;
        }

        Path below(DemandOrder.Entry from) {
            entries.add(from);
            while (entries.size() <= Tenant.MOST_NAMES) {
                int level = entries.size();
                entries.add(requireNonNull(order(level).first(wantedAt(level)), "what a tenant serves"));
            }
            return this;
        }

        /** Moves on to the next project in fair order; false when there is none. */
        boolean moveToNextProject() {
            for (int level = Tenant.MOST_NAMES - 1; level >= 0; level--) {
                DemandOrder.Entry next = order(level).firstAfter(entries.get(level), wantedAt(level));
                if (next == null) continue;
                entries.subList(level, entries.size()).clear();
                below(next);
                return true;
            }
            return false;
        }

        TenantNode<?> tenant(int level) {
            return ((TenantNode.Standing<?>) entries.get(level)).tenant;
        }

        DemandOrder.Entry line() {
            return entries.get(Tenant.MOST_NAMES);
        }

        private DemandOrder order(int level) {
            return level == 0
                    ? root.waiting.get(resource)
                    : tenant(level - 1).waiting.get(resource);
        }

        private long[] wantedAt(int level) {
            long[] here = wanted;
            for (int above = 0; above < level; above++) {
                if (tenant(above).limited) here = DemandSet.without(here, tenant(above).overLimit);
            }
            return here;
        }
    }
}

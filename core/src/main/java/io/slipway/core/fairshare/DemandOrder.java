package io.slipway.core.fairshare;

import org.jspecify.annotations.Nullable;

/**
 * Things in order, each with the demands it can serve: finds the first one that serves any of the demands asked for.
 *
 * <p>A treap (Seidel and Aragon, 1996) in which every node knows the union of the demands below it, so that a branch with
 * nothing to offer is not entered. Expected O(d log n) for each change and question, for n things and d / 64 words in a
 * set of demands. The heights come from a counter, mixed: no chance is needed, only disorder.
 */
final class DemandOrder {
    /** One thing. What it is ordered by changes only while it is not in the order. */
    abstract static class Entry {
        /** The least goes first; among equals the earliest due, then the highest rank, then the least sequence. */
        double key;

        long due;
        long rank;
        long sequence;

        /** The demands of what this leads to. */
        long[] serves = {};

        private final long height;
        private boolean in;
        private long[] servesBelow = {};
        private Entry earliestBelow = this;
        private @Nullable Entry left;
        private @Nullable Entry right;

        Entry(long sequence) {
            this.sequence = sequence;
            this.height = mix(sequence);
        }

        boolean isIn() {
            return in;
        }

        boolean isBefore(Entry other) {
            if (key != other.key) return key < other.key;
            return isEarlier(other);
        }

        private boolean isEarlier(Entry other) {
            if (due != other.due) return due < other.due;
            if (rank != other.rank) return rank > other.rank;
            return sequence < other.sequence;
        }

        /** The task for which this stands in line. */
        void standFor(long due, long rank, long sequence) {
            this.due = due;
            this.rank = rank;
            this.sequence = sequence;
        }

        /** Takes note that its order was cleared. */
        void forget() {
            left = null;
            right = null;
            in = false;
        }

        private void gather() {
            if (servesBelow.length != serves.length) servesBelow = new long[serves.length];
            Entry earliest = this;
            Entry l = left;
            Entry r = right;
            for (int i = 0; i < serves.length; i++) {
                servesBelow[i] = serves[i] | (l == null ? 0 : l.servesBelow[i]) | (r == null ? 0 : r.servesBelow[i]);
            }
            if (l != null && l.earliestBelow.isEarlier(earliest)) earliest = l.earliestBelow;
            if (r != null && r.earliestBelow.isEarlier(earliest)) earliest = r.earliestBelow;
            earliestBelow = earliest;
        }
    }

    private static final long[] NOTHING = {};

    private @Nullable Entry root;

    // What a split leaves: two results of one call.
    private @Nullable Entry low;
    private @Nullable Entry high;

    boolean isEmpty() {
        return root == null;
    }

    /** The demands that anything here serves; not to be changed. */
    long[] serves() {
        return root == null ? NOTHING : root.servesBelow;
    }

    /** Whoever would be first if all keys were equal. */
    Entry earliest() {
        if (root == null) throw new IllegalStateException("nobody is here; please report this");
        return root.earliestBelow;
    }

    /** The first that serves any of {@code wanted}. */
    @Nullable
    Entry first(long[] wanted) {
        return first(root, wanted);
    }

    private static @Nullable Entry first(@Nullable Entry from, long[] wanted) {
        Entry at = from;
        while (at != null && DemandSet.meet(at.servesBelow, wanted)) {
            Entry left = at.left;
            if (left != null && DemandSet.meet(left.servesBelow, wanted)) at = left;
            else if (DemandSet.meet(at.serves, wanted)) return at;
            else at = at.right;
        }
        return null;
    }

    /** The first behind {@code entry} that serves any of {@code wanted}. */
    @Nullable
    Entry firstAfter(Entry entry, long[] wanted) {
        return firstAfter(root, entry, wanted);
    }

    private static @Nullable Entry firstAfter(@Nullable Entry at, Entry entry, long[] wanted) {
        if (at == null || !DemandSet.meet(at.servesBelow, wanted)) return null;
        if (at == entry || at.isBefore(entry)) return firstAfter(at.right, entry, wanted);
        Entry left = firstAfter(at.left, entry, wanted);
        if (left != null) return left;
        return DemandSet.meet(at.serves, wanted) ? at : first(at.right, wanted);
    }

    void add(Entry entry) {
        entry.in = true;
        root = add(root, entry);
    }

    private Entry add(@Nullable Entry at, Entry entry) {
        if (at == null) {
            entry.gather();
            return entry;
        }
        if (entry.height > at.height) {
            split(at, entry);
            entry.left = low;
            entry.right = high;
            entry.gather();
            return entry;
        }
        if (entry.isBefore(at)) at.left = add(at.left, entry);
        else at.right = add(at.right, entry);
        at.gather();
        return at;
    }

    private void split(@Nullable Entry at, Entry by) {
        if (at == null) {
            low = null;
            high = null;
        } else if (at.isBefore(by)) {
            split(at.right, by);
            at.right = low;
            at.gather();
            low = at;
        } else {
            split(at.left, by);
            at.left = high;
            at.gather();
            high = at;
        }
    }

    void remove(Entry entry) {
        root = remove(root, entry);
        entry.left = null;
        entry.right = null;
        entry.in = false;
    }

    private static @Nullable Entry remove(@Nullable Entry at, Entry entry) {
        if (at == null) throw new IllegalStateException("what is to be removed is not here; please report this");
        if (at == entry) return merge(at.left, at.right);
        if (entry.isBefore(at)) at.left = remove(at.left, entry);
        else at.right = remove(at.right, entry);
        at.gather();
        return at;
    }

    private static @Nullable Entry merge(@Nullable Entry low, @Nullable Entry high) {
        if (low == null) return high;
        if (high == null) return low;
        if (low.height > high.height) {
            low.right = merge(low.right, high);
            low.gather();
            return low;
        }
        high.left = merge(low, high.left);
        high.gather();
        return high;
    }

    /** Takes note that {@code entry} serves other demands than before. */
    void refresh(Entry entry) {
        refresh(root, entry);
    }

    private static void refresh(@Nullable Entry at, Entry entry) {
        if (at == null) throw new IllegalStateException("what has changed is not here; please report this");
        if (at != entry) refresh(entry.isBefore(at) ? at.left : at.right, entry);
        at.gather();
    }

    /** Forgets all of them, whatever state they are in. */
    void clear() {
        root = null;
    }

    /** The finaliser of SplitMix64 (Steele, Lea and Flood, 2014). */
    private static long mix(long n) {
        long z = (n + 1) * 0x9E3779B97F4A7C15L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}

package io.slipway.core.simulate;

import java.util.PriorityQueue;

/**
 * Virtual time: what is going to happen, earliest first; at one moment, in the order in which it was put down. Confined
 * to one thread; O(log n) for each.
 */
final class Agenda {
    private final PriorityQueue<Entry> entries = new PriorityQueue<>();
    private long nowNanos;
    private long sequence;
    private int lasting;

    /** Nanoseconds since the simulation began. */
    long nowNanos() {
        return nowNanos;
    }

    /** Does {@code action} after {@code delayNanos}, at once when that is not positive. */
    void in(long delayNanos, Runnable action) {
        put(delayNanos, action, true);
    }

    /** As {@link #in}, for what comes again and again and moves nothing by itself. */
    void routinelyIn(long delayNanos, Runnable action) {
        put(delayNanos, action, false);
    }

    private void put(long delayNanos, Runnable action, boolean moves) {
        entries.add(new Entry(Math.addExact(nowNanos, Math.max(0, delayNanos)), sequence++, action, moves));
        if (moves) lasting++;
    }

    /** Whether anything but routine is left. */
    boolean hasMore() {
        return lasting > 0;
    }

    /** Lets time pass until the next thing happens; false when there is nothing. */
    boolean next() {
        Entry next = entries.poll();
        if (next == null) return false;
        if (next.moves) lasting--;
        nowNanos = next.atNanos;
        next.action.run();
        return true;
    }

    private record Entry(long atNanos, long sequence, Runnable action, boolean moves) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            return atNanos != other.atNanos
                    ? Long.compare(atNanos, other.atNanos)
                    : Long.compare(sequence, other.sequence);
        }
    }
}

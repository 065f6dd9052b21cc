package io.slipway.jenkins.queue;

import java.util.Arrays;

/** Numbers of items, each with a small number of its own. Immutable; O(log n) to find. */
final class LongIndex {
    static final LongIndex EMPTY = new LongIndex(new long[0]);

    private final long[] sorted;
    private final int[] values;

    /** Each has its place in {@code ids} as its value; of what is there twice, either place. */
    LongIndex(long[] ids) {
        this(ids, places(ids.length));
    }

    LongIndex(long[] ids, int[] valueOf) {
        sorted = ids.clone();
        values = new int[ids.length];
        Arrays.sort(sorted);
        for (int i = 0; i < ids.length; i++) values[Arrays.binarySearch(sorted, ids[i])] = valueOf[i];
    }

    private static int[] places(int count) {
        int[] places = new int[count];
        for (int i = 0; i < count; i++) places[i] = i;
        return places;
    }

    int size() {
        return sorted.length;
    }

    /** The value of {@code id}; -1 when it is not there. */
    int find(long id) {
        int at = Arrays.binarySearch(sorted, id);
        return at < 0 ? -1 : values[at];
    }
}

package io.slipway.core.fairshare;

import java.util.Arrays;

/** A set of the numbers of demands, as bits. Sets that are used together have equal lengths. */
final class DemandSet {
    private DemandSet() {}

    static void add(long[] set, int number) {
        set[number >> 6] |= 1L << number;
    }

    static void remove(long[] set, int number) {
        set[number >> 6] &= ~(1L << number);
    }

    static boolean meet(long[] a, long[] b) {
        for (int i = 0; i < a.length; i++) {
            if ((a[i] & b[i]) != 0) return true;
        }
        return false;
    }

    static long[] without(long[] set, long[] removed) {
        long[] rest = set.clone();
        for (int i = 0; i < rest.length; i++) rest[i] &= ~removed[i];
        return rest;
    }

    static long[] grown(long[] set, int words, long filling) {
        long[] grown = Arrays.copyOf(set, words);
        if (filling != 0) Arrays.fill(grown, Math.min(set.length, words), words, filling);
        return grown;
    }
}

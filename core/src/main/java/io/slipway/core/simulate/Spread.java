package io.slipway.core.simulate;

import java.util.Arrays;

/**
 * How values lie. Immutable; all 0 when there are none.
 *
 * @param p99 the smallest value that 99 of 100 do not exceed; the others likewise
 */
public record Spread(double median, double p90, double p99, double most) {
    /** Gathers values. Confined to one thread; 8 bytes for each value. */
    static final class Gathering {
        private double[] values = new double[64];
        private int count;

        void add(double value) {
            if (count == values.length) values = Arrays.copyOf(values, 2 * count);
            values[count++] = value;
        }

        int count() {
            return count;
        }

        /** O(n log n). */
        Spread spread() {
            if (count == 0) return new Spread(0, 0, 0, 0);
            double[] sorted = Arrays.copyOf(values, count);
            Arrays.sort(sorted);
            return new Spread(at(sorted, 0.5), at(sorted, 0.9), at(sorted, 0.99), sorted[count - 1]);
        }

        private static double at(double[] sorted, double share) {
            return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
        }
    }
}

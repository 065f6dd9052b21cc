package io.slipway.core.estimate;

import java.util.Arrays;

/**
 * A glance at whether the latest of some values lie elsewhere, or farther apart, than the earlier ones, whatever their
 * distribution: the rank sum of Wilcoxon (1945), and that of Ansari and Bradley (1960) for how far apart, both in standard
 * deviations. Confined to one thread; O(n log n) for each set of values, then O(1) an answer.
 */
final class Ranks {
    private final double[] sorted;
    private final double[] distances;

    /** Of the latest k values, at k: the sum of their ranks, and of their ranks' distances from the middle rank. */
    private final double[] sums;

    private final double[] farness;
    private int count;
    private double farMean;
    private double farVariance;

    Ranks(int most) {
        sorted = new double[most];
        distances = new double[most];
        sums = new double[most + 1];
        farness = new double[most + 1];
    }

    void of(double[] values, int n) {
        count = n;
        System.arraycopy(values, 0, sorted, 0, n);
        Arrays.sort(sorted, 0, n);
        double total = 0;
        double squares = 0;
        for (int k = 1; k <= n; k++) {
            double rank = rank(values[n - k]);
            double far = Math.abs(rank - (n - 1) / 2.0);
            sums[k] = sums[k - 1] + rank;
            farness[k] = farness[k - 1] + far;
            total += far;
            squares += far * far;
        }
        farMean = total / n;
        farVariance = Math.max(1e-9, squares / n - farMean * farMean);
    }

    /** Equal values share the middle of their ranks, from 0. */
    private double rank(double value) {
        int low = 0;
        for (int high = count; low < high; ) {
            int mid = (low + high) >>> 1;
            if (sorted[mid] < value) low = mid + 1;
            else high = mid;
        }
        int above = low;
        for (int high = count; above < high; ) {
            int mid = (above + high) >>> 1;
            if (sorted[mid] <= value) above = mid + 1;
            else high = mid;
        }
        return (low + above - 1) / 2.0;
    }

    /** How far the latest k lie from the others, in standard deviations of no difference; from 0 on. */
    double moved(int k) {
        double expected = k * (count - 1) / 2.0;
        double variance = k * (count - k) * (count + 1) / 12.0;
        return Math.abs(sums[k] - expected) / Math.sqrt(variance);
    }

    /** How much more or less the latest k lie apart, likewise. */
    double spread(int k) {
        double variance = farVariance * k * (count - k) / (count - 1);
        return Math.abs(farness[k] - k * farMean) / Math.sqrt(variance);
    }

    double middle() {
        return count % 2 == 1 ? sorted[count / 2] : (sorted[count / 2 - 1] + sorted[count / 2]) / 2;
    }

    /** The median distance from the middle, made comparable to a standard deviation. */
    double scale() {
        double middle = middle();
        for (int i = 0; i < count; i++) distances[i] = Math.abs(sorted[i] - middle);
        Arrays.sort(distances, 0, count);
        return 1.4826 * distances[count / 2];
    }
}

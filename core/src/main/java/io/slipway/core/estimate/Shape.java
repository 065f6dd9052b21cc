package io.slipway.core.estimate;

import java.util.Arrays;

/**
 * How values lie about their middle, as far as some of them tell: a density that knows of two heaps, of far-off values
 * and of how little a few values say. Immutable.
 *
 * <p>With z = (x - middle) / scale, the density is {@code (1 - far) ((1 - w) k(z) + w t(z)) + far u(z)}: k is a kernel
 * estimate with Gaussian kernels, t is Student's density with two degrees of freedom, which counts as much as
 * {@value #PRIOR} values, and u is uniform. It is tabulated, so an answer costs O(1).
 */
final class Shape {
    /** What is not known yet lies like this many values of a heavy-tailed density. */
    private static final double PRIOR = 6;

    /** No value is impossible, so no single value says much. */
    private static final double FAR = 0.01;

    /** A duration that never varies does, by this much, on the next machine. */
    static final double LEAST_SCALE = 0.02;

    /** How far durations of a task that is hardly known are from their middle, in logs. */
    private static final double USUAL_SCALE = 0.1;

    private static final double REACH = 10;
    private static final int PER_UNIT = 8;
    private static final int CELLS = (int) (2 * REACH * PER_UNIT) + 1;
    private static final double BANDWIDTH = 0.35;
    private static final double[] KERNEL = kernel();
    private static final double[] STUDENT = student();

    final double middle;
    final double scale;
    private final double[] logDensity = new double[CELLS];

    /** Of the first {@code count} values, which stay as they are. O(n log n). */
    Shape(double[] values, int count) {
        double[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        middle = middle(sorted);
        scale = scale(sorted, middle);
        double[] heap = new double[CELLS];
        for (double value : sorted) {
            double at = cell(value);
            int low = (int) at;
            double part = at - low;
            heap[low] += 1 - part;
            if (part > 0) heap[low + 1] += part;
        }
        double[] smooth = smooth(heap);
        double prior = PRIOR / (PRIOR + count);
        for (int i = 0; i < CELLS; i++) {
            double kernels = count == 0 ? 0 : smooth[i] / count;
            double density = (1 - FAR) * ((1 - prior) * kernels + prior * STUDENT[i]) + FAR / (2 * REACH);
            logDensity[i] = Math.log(density);
        }
    }

    private static double middle(double[] sorted) {
        int n = sorted.length;
        if (n == 0) return 0;
        return n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
    }

    private static double scale(double[] sorted, double middle) {
        double[] distances = new double[sorted.length];
        for (int i = 0; i < sorted.length; i++) distances[i] = Math.abs(sorted[i] - middle);
        Arrays.sort(distances);
        double known = Math.max(LEAST_SCALE, 1.4826 * middle(distances));
        double weight = sorted.length / (sorted.length + 4.0);
        return Math.exp(weight * Math.log(known) + (1 - weight) * Math.log(USUAL_SCALE));
    }

    private static double[] kernel() {
        int reach = (int) Math.ceil(4 * BANDWIDTH * PER_UNIT);
        double[] kernel = new double[reach + 1];
        for (int i = 0; i <= reach; i++) {
            double z = i / (BANDWIDTH * PER_UNIT);
            kernel[i] = Math.exp(-z * z / 2) / (Math.sqrt(2 * Math.PI) * BANDWIDTH);
        }
        return kernel;
    }

    private static double[] smooth(double[] heap) {
        double[] smooth = new double[CELLS];
        for (int i = 0; i < CELLS; i++) {
            if (heap[i] == 0) continue;
            int from = Math.max(0, i - KERNEL.length + 1);
            int to = Math.min(CELLS - 1, i + KERNEL.length - 1);
            for (int j = from; j <= to; j++) smooth[j] += heap[i] * KERNEL[Math.abs(i - j)];
        }
        return smooth;
    }

    private static double[] student() {
        double[] density = new double[CELLS];
        for (int i = 0; i < CELLS; i++) {
            double z = i / (double) PER_UNIT - REACH;
            density[i] = Math.pow(2 + z * z, -1.5);
        }
        return density;
    }

    private double cell(double value) {
        double z = (value - middle) / scale;
        return (Math.max(-REACH, Math.min(REACH, z)) + REACH) * PER_UNIT;
    }

    /** Natural logarithm of the density at a value, up to a constant that is the same for all values. */
    double log(double value) {
        return logDensity[(int) (cell(value) + 0.5)];
    }
}

package io.slipway.core.estimate;

/**
 * Where weighted values crowd together: the peak of their density that lies nearest to their weighted median, found by
 * mean shift (Comaniciu and Meer, IEEE PAMI 24(5), 2002) with the weight function 1/(1 + (Δ/h)⁴), which lets go of
 * outliers. Thread-safe.
 */
public final class DensityPeak {
    private static final int SHIFTS = 5;

    /** Nearer than anyone can tell. */
    private static final double SETTLED = 1e-3;

    private DensityPeak() {}

    /**
     * O(count).
     *
     * @param ascending values; the first {@code count}, at least one
     * @param weights of the values, positive
     * @param width <i>h</i>: about half of what counts as one crowd
     */
    public static double of(double[] ascending, double[] weights, int count, double width) {
        double peak = median(ascending, weights, count);
        for (int shift = 0; shift < SHIFTS; shift++) {
            double weight = 0;
            double sum = 0;
            for (int i = 0; i < count; i++) {
                double apart = (ascending[i] - peak) / width;
                double square = apart * apart;
                double near = weights[i] / (1 + square * square);
                weight += near;
                sum += near * ascending[i];
            }
            double before = peak;
            peak = sum / weight;
            if (Math.abs(peak - before) < SETTLED) break;
        }
        return peak;
    }

    private static double median(double[] ascending, double[] weights, int count) {
        double all = 0;
        for (int i = 0; i < count; i++) all += weights[i];
        int at = 0;
        for (double sum = weights[0]; sum < all / 2 && at < count - 1; sum += weights[at]) at++;
        return ascending[at];
    }
}

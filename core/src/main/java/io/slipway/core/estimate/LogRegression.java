package io.slipway.core.estimate;

import java.util.Arrays;

/**
 * A line through the last runs: the logarithm of their time against the logarithm of their number of jobs, of the lines
 * changed, and the hour as a wave of one day. Late runs weigh more, by exp(-age/τ).
 *
 * <p>Ridge regression (Hoerl and Kennard, Technometrics 12(1), 1970): coefficients solve (XᵀWX + λI) β = XᵀWy, so that what
 * the past does not tell is taken to be 0; <i>y</i> is cut to a factor of e^1.5 about the median, so that no outlier
 * turns the line. Confined to one thread; O(64·25) a question.
 */
final class LogRegression {
    private static final int TERMS = 5;
    private static final double RIDGE = 0.5;
    private static final double MOST = 1.5;
    private static final int MINUTES_A_DAY = 1440;

    /** Brings the logarithm of lines to about the size of the other terms. */
    private static final double LINES = 0.2;

    private static final double[] WAVE = new double[MINUTES_A_DAY];

    static {
        for (int i = 0; i < MINUTES_A_DAY; i++) WAVE[i] = Math.cos(2 * Math.PI * i / MINUTES_A_DAY);
    }

    private final double[][] terms = new double[PastRuns.MOST + 1][TERMS];
    private final double[] offsets = new double[PastRuns.MOST];
    private final double[][] matrix = new double[TERMS][TERMS + 1];
    private int size;

    /** Looks at all runs anew, about a middle of their logarithms; asked for each memory thereafter. */
    void look(PastRuns runs, Features next, double middle) {
        size = runs.size();
        for (int age = 0; age < size; age++) {
            int minute = Math.floorMod(runs.minute(age), MINUTES_A_DAY);
            fill(terms[age], runs.jobs(age), runs.change(age), minute);
            offsets[age] = cut(runs.log(age) - middle);
        }
        fill(terms[size], next.jobs(), next.change(), next.minuteOfDay());
    }

    private static void fill(double[] into, int jobs, double change, int minuteOfDay) {
        into[0] = 1;
        into[1] = Math.log(1.0 + jobs);
        into[2] = LINES * change;
        into[3] = WAVE[minuteOfDay];
        into[4] = WAVE[(minuteOfDay + MINUTES_A_DAY / 4) % MINUTES_A_DAY];
    }

    private static double cut(double value) {
        return Math.max(-MOST, Math.min(MOST, value));
    }

    /** What the coming run is off the middle, for runs that weigh 1/e after {@code tau} others. */
    double offset(double tau) {
        for (double[] row : matrix) Arrays.fill(row, 0);
        double weight = 1;
        double fade = Math.exp(-1 / tau);
        for (int age = 0; age < size; age++, weight *= fade) add(terms[age], offsets[age], weight);
        // The constant is not drawn to 0.
        for (int i = 0; i < TERMS; i++) matrix[i][i] += i == 0 ? 1e-6 : RIDGE;
        solve();
        double sum = 0;
        for (int i = 0; i < TERMS; i++) sum += matrix[i][TERMS] * terms[size][i];
        return cut(sum);
    }

    private void add(double[] term, double offset, double weight) {
        for (int i = 0; i < TERMS; i++) {
            double weighted = weight * term[i];
            for (int j = 0; j < TERMS; j++) matrix[i][j] += weighted * term[j];
            matrix[i][TERMS] += weighted * offset;
        }
    }

    /** Gauss and Jordan without pivots: the matrix is positive definite. */
    private void solve() {
        for (int i = 0; i < TERMS; i++) {
            double pivot = matrix[i][i];
            for (int j = i; j <= TERMS; j++) matrix[i][j] /= pivot;
            for (int row = 0; row < TERMS; row++) {
                double factor = matrix[row][i];
                if (row == i || factor == 0) continue;
                for (int j = i; j <= TERMS; j++) matrix[row][j] -= factor * matrix[i][j];
            }
        }
    }
}

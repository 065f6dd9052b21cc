package io.slipway.core.estimate;

import java.util.Arrays;

/**
 * What runs took whose inputs had changed about as much as those of the coming one have: where those nearest to it crowd
 * together, the median of the last ones that are alike, and a line. A compiler that finds three files changed is done soon,
 * and one that finds all of them changed begins anew.
 *
 * <p>With <i>x</i> the logarithm of 1 + the number of changed files, a run of age <i>a</i> weighs exp(-<i>a</i>/16 -
 * 3·|Δ<i>x</i>|) in the crowd, and exp(-<i>a</i>/32) in the line, whose slope is drawn to 0 like one of a ridge
 * regression. Runs of which it is not known how much had changed are left out. Confined to one thread; O(64 log 64).
 */
final class LikeChanges {
    static final int COUNT = 3;

    private static final double TAU = 16;
    private static final double TAU_OF_LINE = 32;
    private static final double FAR = 3;

    /** In logs: changes of half or twice as many files are alike. */
    private static final double ALIKE = 0.75;

    private static final int LAST = 5;

    /** In logs: a line must not go farther beyond what was seen. */
    private static final double BEYOND = 0.5;

    private static final double RIDGE = 0.5;

    private final double[] logs = new double[PastRuns.MOST];
    private final double[] weights = new double[PastRuns.MOST];
    private final double[] alike = new double[LAST];

    /**
     * Writes what each way says to {@code into}, from {@code at} on.
     *
     * @param otherwise what to say where no run tells
     */
    void estimate(PastRuns runs, Features next, double[] into, int at, double otherwise) {
        into[at] = crowd(runs, next, otherwise);
        into[at + 1] = median(runs, next, into[at]);
        into[at + 2] = line(runs, next, into[at]);
    }

    private double crowd(PastRuns runs, Features next, double otherwise) {
        int found = 0;
        for (int age = 0; age < runs.size(); age++) {
            if (runs.extent(age) == 0) continue;
            double log = runs.log(age);
            double weight = Math.exp(-age / TAU - FAR * apart(runs.extent(age), next));
            int rank = found++;
            for (; rank > 0 && logs[rank - 1] > log; rank--) {
                logs[rank] = logs[rank - 1];
                weights[rank] = weights[rank - 1];
            }
            logs[rank] = log;
            weights[rank] = weight;
        }
        return found == 0 ? otherwise : DensityPeak.of(logs, weights, found, SimilarRuns.WIDTH);
    }

    private double median(PastRuns runs, Features next, double otherwise) {
        int found = 0;
        for (int age = 0; age < runs.size() && found < LAST; age++) {
            boolean isKnown = runs.extent(age) != 0;
            if (isKnown && apart(runs.extent(age), next) <= ALIKE) alike[found++] = runs.log(age);
        }
        if (found == 0) return otherwise;
        Arrays.sort(alike, 0, found);
        return (alike[(found - 1) / 2] + alike[found / 2]) / 2;
    }

    private static double apart(int extent, Features next) {
        return Math.abs(Features.logFiles(extent) - Features.logFiles(next.extent()));
    }

    private double line(PastRuns runs, Features next, double otherwise) {
        double sum = 0;
        double meanX = 0;
        double meanY = 0;
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int age = 0; age < runs.size(); age++) {
            if (runs.extent(age) == 0) continue;
            double weight = Math.exp(-age / TAU_OF_LINE);
            sum += weight;
            meanX += weight * Features.logFiles(runs.extent(age));
            meanY += weight * runs.log(age);
            least = Math.min(least, runs.log(age));
            most = Math.max(most, runs.log(age));
        }
        if (sum == 0) return otherwise;
        meanX /= sum;
        meanY /= sum;
        double xx = RIDGE;
        double xy = 0;
        for (int age = 0; age < runs.size(); age++) {
            if (runs.extent(age) == 0) continue;
            double weight = Math.exp(-age / TAU_OF_LINE);
            double x = Features.logFiles(runs.extent(age)) - meanX;
            xx += weight * x * x;
            xy += weight * x * (runs.log(age) - meanY);
        }
        double said = meanY + xy / xx * (Features.logFiles(next.extent()) - meanX);
        return Math.max(least - BEYOND, Math.min(most + BEYOND, said));
    }
}

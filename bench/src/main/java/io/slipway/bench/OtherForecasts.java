package io.slipway.bench;

import java.util.Arrays;
import java.util.List;

/**
 * What simple methods and other systems expect of a project's next run, told the same runs in the same order. Confined to
 * one thread.
 */
final class OtherForecasts {
    /** In the order in which {@link #next} answers. */
    static final List<String> NAMES = List.of(
            "last",
            "median_5",
            "median_20",
            "median_5_same_jobs",
            "jenkins_mean_3",
            "zuul_mean_10",
            "ewma",
            "robust_ewma");

    private static final double EWMA = 0.3;

    private double[] seconds = new double[64];
    private int[] jobs = new int[64];
    private int count;
    private double ewma;
    private double level;
    private double scale = 0.1;

    /** A run passed. */
    void learn(double took, int jobCount) {
        if (count == seconds.length) {
            seconds = Arrays.copyOf(seconds, 2 * count);
            jobs = Arrays.copyOf(jobs, 2 * count);
        }
        seconds[count] = took;
        jobs[count++] = jobCount;
        double log = Math.log(took);
        if (count == 1) {
            ewma = took;
            level = log;
            return;
        }
        ewma += EWMA * (took - ewma);
        double off = log - level;
        level += 0.35 * Math.max(-2 * scale, Math.min(2 * scale, off));
        scale = 0.95 * scale + 0.05 * Math.min(1.2533 * Math.abs(off), 4 * scale) + 0.0001;
    }

    /** Seconds that each expects; some run has to have passed. */
    double[] next(int jobCount) {
        double median5 = median(5);
        return new double[] {
            seconds[count - 1],
            median5,
            median(20),
            medianOfSameJobs(jobCount, median5),
            mean(3),
            mean(10),
            ewma,
            Math.exp(level)
        };
    }

    private double median(int last) {
        return median(Arrays.copyOfRange(seconds, Math.max(0, count - last), count));
    }

    private double medianOfSameJobs(int jobCount, double otherwise) {
        double[] same = new double[5];
        int found = 0;
        for (int i = count - 1; i >= 0 && found < same.length; i--) {
            if (jobs[i] == jobCount) same[found++] = seconds[i];
        }
        return found < 3 ? otherwise : median(Arrays.copyOf(same, found));
    }

    private double mean(int last) {
        int from = Math.max(0, count - last);
        double sum = 0;
        for (int i = from; i < count; i++) sum += seconds[i];
        return sum / (count - from);
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        int length = values.length;
        return (values[(length - 1) / 2] + values[length / 2]) / 2;
    }
}

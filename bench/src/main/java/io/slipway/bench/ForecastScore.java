package io.slipway.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How far off one method was: the errors of each project, as shares of what a run took. Confined to one thread. */
final class ForecastScore {
    static final double NEAR = 0.15;

    private final List<double[]> projects = new ArrayList<>();

    /** The errors of a project's scored runs, in order. */
    void add(double[] errors) {
        projects.add(errors);
    }

    void addAll(ForecastScore other) {
        projects.addAll(other.projects);
    }

    long runs() {
        return projects.stream().mapToLong(errors -> errors.length).sum();
    }

    int projects() {
        return projects.size();
    }

    long near() {
        return projects.stream()
                .flatMapToDouble(Arrays::stream)
                .filter(error -> error <= NEAR)
                .count();
    }

    /** Share of the runs that were within 15 %. */
    double nearShare() {
        return near() / (double) Math.max(1, runs());
    }

    /** Share of the projects with a mean error of at most 15 %. */
    double meanNearShare() {
        return share(meanNear());
    }

    double medianNearShare() {
        return share(medianNear());
    }

    private static double share(boolean[] hits) {
        int count = 0;
        for (boolean hit : hits) if (hit) count++;
        return count / (double) Math.max(1, hits.length);
    }

    boolean[] meanNear() {
        boolean[] near = new boolean[projects.size()];
        for (int i = 0; i < near.length; i++)
            near[i] = Arrays.stream(projects.get(i)).average().orElse(0) <= NEAR;
        return near;
    }

    boolean[] medianNear() {
        boolean[] near = new boolean[projects.size()];
        for (int i = 0; i < near.length; i++) near[i] = median(projects.get(i)) <= NEAR;
        return near;
    }

    private boolean[] runsNear() {
        boolean[] near = new boolean[(int) runs()];
        int at = 0;
        for (double[] errors : projects) for (double error : errors) near[at++] = error <= NEAR;
        return near;
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    }

    /**
     * Where this is worse than {@code other} on the same runs so clearly that chance does so less than once in 20 times:
     * by McNemar's test, over runs and over projects.
     */
    List<String> worseThan(ForecastScore other) {
        List<String> worse = new ArrayList<>();
        if (isWorse(runsNear(), other.runsNear())) worse.add("within 15 %");
        if (isWorse(meanNear(), other.meanNear())) worse.add("mean error");
        if (isWorse(medianNear(), other.medianNear())) worse.add("median error");
        return worse;
    }

    /** Of the pairs that differ, each is as likely to be a win as a loss if the two are equal; two-sided. */
    static boolean isWorse(boolean[] ours, boolean[] theirs) {
        int wins = 0;
        int losses = 0;
        for (int i = 0; i < ours.length; i++) {
            if (ours[i] && !theirs[i]) wins++;
            if (theirs[i] && !ours[i]) losses++;
        }
        return losses > wins && twoSided(wins, wins + losses) < 0.05;
    }

    /** The probability that a fair coin thrown {@code throwCount} times is as far off as this: 2·P(heads ≤ wins). */
    private static double twoSided(int wins, int throwCount) {
        double logChoose = 0;
        double sum = 0;
        for (int k = 0; k <= wins; k++) {
            if (k > 0) logChoose += Math.log(throwCount - k + 1.0) - Math.log(k);
            sum += Math.exp(logChoose - throwCount * Math.log(2));
        }
        return Math.min(1, 2 * sum);
    }
}

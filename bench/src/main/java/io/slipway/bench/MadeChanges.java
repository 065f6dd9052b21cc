package io.slipway.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A series in which it is known what changes when: how a real project's runs lay about their level for a time, in another
 * order, and what is added to it. The other order leaves no change of its own, and keeps far-off values and two heaps.
 *
 * @param values logarithms
 * @param steps where a step begins
 * @param drifts first and last run of each drift
 * @param spikes single runs that are far off
 */
record MadeChanges(double[] values, List<Integer> steps, List<int[]> drifts, List<Integer> spikes) {
    /** Runs before the first change, and the fewest between two. */
    private static final int QUIET = 30;

    /** How the runs of a time without changes lie about their median, mixed. */
    static double[] mixed(double[] stable, RandomGenerator random) {
        double[] sorted = stable.clone();
        Arrays.sort(sorted);
        double[] mixed = stable.clone();
        for (int i = 0; i < mixed.length; i++) mixed[i] -= sorted[sorted.length / 2];
        for (int i = mixed.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            double kept = mixed[i];
            mixed[i] = mixed[j];
            mixed[j] = kept;
        }
        return mixed;
    }

    static double deviation(double[] values) {
        double mean = Arrays.stream(values).average().orElse(0);
        return Math.sqrt(Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElse(0));
    }

    /**
     * A step or a drift every 30 to 60 runs, one in four a drift, and spikes in between.
     *
     * @param least how large each step is at least; at most twice as large
     */
    static MadeChanges of(double[] mixed, double least, RandomGenerator random) {
        double[] values = mixed.clone();
        List<Integer> steps = new ArrayList<>();
        List<int[]> drifts = new ArrayList<>();
        List<Integer> spikes = new ArrayList<>();
        int at = QUIET + random.nextInt(QUIET);
        while (at + QUIET / 2 < values.length) {
            double size = least * (1 + random.nextDouble()) * (random.nextBoolean() ? 1 : -1);
            if (random.nextInt(4) == 0) {
                int end = Math.min(values.length - 1, at + 40 + random.nextInt(40));
                if (end - at < 40) break;
                // A rise as large as two steps, so that it matters as much while it goes on.
                for (int i = at; i < values.length; i++)
                    values[i] += 2 * size * Math.min(1, (i - at + 1.0) / (end - at + 1));
                drifts.add(new int[] {at, end});
                at = end + QUIET + random.nextInt(QUIET);
            } else {
                for (int i = at; i < values.length; i++) values[i] += size;
                steps.add(at);
                int next = at + QUIET + random.nextInt(QUIET);
                spike(values, at, Math.min(next, values.length), spikes, random);
                at = next;
            }
        }
        return new MadeChanges(values, steps, drifts, spikes);
    }

    /** A run three to ten times as long, half of the time, not near a step. */
    private static void spike(double[] values, int from, int to, List<Integer> spikes, RandomGenerator random) {
        int low = from + 12;
        int high = to - 8;
        if (high <= low || random.nextBoolean()) return;
        int at = low + random.nextInt(high - low);
        values[at] += Math.log(3 + 7 * random.nextDouble());
        spikes.add(at);
    }
}

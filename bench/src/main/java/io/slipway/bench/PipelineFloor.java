package io.slipway.bench;

import io.slipway.core.graph.Dag;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.TaskAddress;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * How near a forecast of pipelines can come when it knows all there is to know: how the durations of each task are distributed,
 * and that nobody waits and nothing fails. What is left is the chance in the durations themselves, so no forecast does
 * better where tasks do wait.
 */
final class PipelineFloor {
    private static final int FUTURES = 400;

    private final Function<TaskAddress, double[]> ascendingSeconds;
    private final RandomGenerator random;
    private int pipelines;
    private int nearAtStart;
    private int nearAtHalf;

    /**
     * @param ascendingSeconds what a task may take, each as likely
     */
    PipelineFloor(Function<TaskAddress, double[]> ascendingSeconds, long seed) {
        this.ascendingSeconds = ascendingSeconds;
        this.random = new SplittableRandom(seed);
    }

    /** One pipeline runs once more. */
    void run(Pipeline pipeline) {
        Dag<TaskAddress> graph = pipeline.graph();
        List<TaskAddress> tasks = graph.nodes();
        int count = tasks.size();
        int[][] needs = new int[count][];
        double[][] seconds = new double[count][];
        double[] begin = new double[count];
        double[] end = new double[count];
        for (int i = 0; i < count; i++) {
            needs[i] = graph.predecessors(tasks.get(i)).stream()
                    .mapToInt(tasks::indexOf)
                    .toArray();
            seconds[i] = ascendingSeconds.apply(tasks.get(i));
        }
        double actual = finish(needs, begin, end, i -> draw(seconds[i], 0));
        pipelines++;
        double[] futures = new double[FUTURES];
        double[] ignored = new double[count];
        for (int k = 0; k < FUTURES; k++)
            futures[k] = finish(needs, ignored, new double[count], i -> draw(seconds[i], 0));
        if (isNear(futures, actual)) nearAtStart++;
        double half = actual / 2;
        for (int k = 0; k < FUTURES; k++) {
            futures[k] = finish(
                    needs,
                    ignored,
                    new double[count],
                    i -> end[i] <= half ? end[i] - begin[i] : draw(seconds[i], Math.max(0, half - begin[i])));
        }
        if (isNear(futures, actual)) nearAtHalf++;
    }

    private interface Lasting {
        double of(int task);
    }

    private static double finish(int[][] needs, double[] begin, double[] end, Lasting lasting) {
        double last = 0;
        for (int i = 0; i < needs.length; i++) {
            double from = 0;
            for (int need : needs[i]) from = Math.max(from, end[need]);
            begin[i] = from;
            end[i] = from + lasting.of(i);
            last = Math.max(last, end[i]);
        }
        return last;
    }

    /** Of what is longer than {@code elapsed}. */
    private double draw(double[] ascending, double elapsed) {
        int from = 0;
        if (elapsed > 0) {
            int found = Arrays.binarySearch(ascending, elapsed);
            from = found < 0 ? -found - 1 : found + 1;
        }
        return from == ascending.length ? elapsed : ascending[from + random.nextInt(ascending.length - from)];
    }

    private static boolean isNear(double[] futures, double actual) {
        Arrays.sort(futures);
        return Math.abs(futures[FUTURES / 2] - actual) <= ForecastScore.NEAR * actual;
    }

    void report(Report report) {
        report.row(
                "noise floor of pipelines",
                "%.3f at start, %.3f half-way of %d within 15 %% if all is known of the durations but chance, and none waits",
                nearAtStart / (double) pipelines,
                nearAtHalf / (double) pipelines,
                pipelines);
    }
}

package io.slipway.core.forecast;

import io.slipway.core.estimate.DensityPeak;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunId;
import io.slipway.core.schedule.Input;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * When the runs of a situation will be done, and when their tasks start: the scheduler itself is run forward, many times,
 * over the fleet and the queue as they are, with durations as likely as the past of each task makes them. What the futures
 * have in common is certain, where they differ is the interval.
 *
 * <p>When a task has ended, the futures in which it took about as long count for more ({@link #taskEnded}); that costs
 * microseconds, and does until new ones are made from the new situation ({@link LiveForecast}).
 *
 * <p>Immutable. The same situation, outlook and seed give the same forecast.
 */
public final class RunForecast {
    /** In logs: a future in which a task took so much more or less than it did counts 0.6 of one that is right. */
    private static final double NEAR = 0.25;

    private static final double LOW = 0.05;
    private static final double HIGH = 0.95;

    /** In logs: half of what is so near to each other that it counts as one time. */
    private static final double CROWD = 0.15;

    private final Instant now;
    private final Map<RunId, Instant> asked;
    private final List<Sample> samples;
    private final double[] weights;

    private RunForecast(Situation situation, List<Sample> samples, double[] weights) {
        this(situation.now(), asked(situation), samples, weights);
    }

    private RunForecast(Instant now, Map<RunId, Instant> asked, List<Sample> samples, double[] weights) {
        this.now = now;
        this.asked = asked;
        this.samples = samples;
        this.weights = weights;
    }

    /**
     * Looks into {@code count} futures, one after the other. Twenty are enough for a first answer.
     *
     * @throws IllegalArgumentException when {@code count} is below 1
     */
    public static RunForecast of(Situation situation, Outlook outlook, long seed, int count) {
        return of(situation, outlook, seed, count, List.of(), Map.of());
    }

    private static Map<RunId, Instant> asked(Situation situation) {
        Map<RunId, Instant> asked = new HashMap<>();
        for (Told told : situation.told()) {
            if (told.event() instanceof RunEvent.RunSubmitted submitted) asked.put(submitted.run(), told.at());
        }
        return asked;
    }

    /**
     * The same for one of the runs alone: each future ends with it, so the others have no end and it takes less time. The
     * futures are made side by side by the executor; waits for all of them.
     */
    public static RunForecast ofRun(
            Situation situation, Outlook outlook, RunId run, long seed, int count, Executor executor) {
        return sideBySide(situation, outlook, run, seed, count, executor);
    }

    /** For all runs, with futures made side by side by an executor; waits for all of them. */
    public static RunForecast of(Situation situation, Outlook outlook, long seed, int count, Executor executor) {
        return sideBySide(situation, outlook, null, seed, count, executor);
    }

    private static RunForecast sideBySide(
            Situation situation, Outlook outlook, @Nullable RunId run, long seed, int count, Executor executor) {
        if (count < 1) throw new IllegalArgumentException("count: " + count + " (expected: >= 1)");
        List<CompletableFuture<Sample>> making = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Draw draw = new Draw(seed, i);
            making.add(CompletableFuture.supplyAsync(
                    () -> new Future(situation, outlook, draw, Map.of()).runUntil(run, List.of()), executor));
        }
        List<Sample> samples = making.stream().map(CompletableFuture::join).toList();
        double[] weights = new double[count];
        Arrays.fill(weights, 1);
        return new RunForecast(situation, samples, weights);
    }

    static RunForecast of(
            Situation situation,
            Outlook outlook,
            long seed,
            int count,
            List<Input> changes,
            Map<TaskAddress, Double> factors) {
        if (count < 1) throw new IllegalArgumentException("count: " + count + " (expected: >= 1)");
        List<Sample> samples = new ArrayList<>(count);
        double[] weights = new double[count];
        for (int i = 0; i < count; i++) {
            samples.add(new Future(situation, outlook, new Draw(seed, i), factors).run(changes));
            weights[i] = 1;
        }
        return new RunForecast(situation, List.copyOf(samples), weights);
    }

    /** When it was made; all spans count from here. */
    public Instant now() {
        return now;
    }

    /**
     * How long until the run is done. Absent when it waits for a person, or is not in the situation.
     *
     * <p>The point is where the futures crowd together on a logarithmic scale of the whole time since the run was asked
     * for: a few futures that are much longer do not move it.
     */
    public Optional<Span> finish(RunId run) {
        List<double[]> ends = known(i -> samples.get(i).finishOf(run));
        Optional<Span> span = span(ends);
        if (span.isEmpty()) return span;
        double elapsed =
                Math.max(0, Duration.between(asked.getOrDefault(run, now), now).toNanos());
        double[] logs = new double[ends.size()];
        double[] counts = new double[ends.size()];
        for (int i = 0; i < logs.length; i++) {
            logs[i] = Math.log(Math.max(1, elapsed + ends.get(i)[0]));
            counts[i] = ends.get(i)[1];
        }
        double peak = Math.exp(DensityPeak.of(logs, counts, logs.length, CROWD)) - elapsed;
        Duration low = span.get().low();
        Duration high = span.get().high();
        return Optional.of(new Span(between(Duration.ofNanos((long) peak), low, high), low, high));
    }

    private static Duration between(Duration duration, Duration low, Duration high) {
        if (duration.compareTo(low) < 0) return low;
        return duration.compareTo(high) > 0 ? high : duration;
    }

    /** How long until the task starts. Absent when it has started, or is likelier not to run at all. */
    public Optional<Span> start(RunId run, TaskAddress task) {
        TaskOf one = new TaskOf(run, task);
        return span(i -> samples.get(i).start().get(one));
    }

    /** How long until the task has ended. Absent when it has. */
    public Optional<Span> end(RunId run, TaskAddress task) {
        TaskOf one = new TaskOf(run, task);
        return span(i -> samples.get(i).end().get(one));
    }

    /**
     * The same after a task has ended that ran for {@code took}, undisturbed on an agent of speed 1. A task that no future
     * knows changes nothing.
     */
    public RunForecast taskEnded(RunId run, TaskAddress task, Duration took) {
        TaskOf one = new TaskOf(run, task);
        double log = Math.log(Math.max(1e-3, took.toNanos() / 1e9));
        double[] off = new double[weights.length];
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < off.length; i++) {
            Double drawn = samples.get(i).took().get(one);
            double z = drawn == null ? 0 : (drawn - log) / NEAR;
            off[i] = z * z / 2;
            least = Math.min(least, off[i]);
        }
        double[] next = weights.clone();
        // The nearest keeps its weight, however far off it is: some future has to be likeliest.
        for (int i = 0; i < next.length; i++) next[i] *= Math.exp(least - off[i]);
        return new RunForecast(now, asked, samples, next);
    }

    /** As many futures as matter still: all of them when they count alike, 1 when one of them has all the weight. */
    public double effectiveSamples() {
        double sum = 0;
        double squares = 0;
        for (double weight : weights) {
            sum += weight;
            squares += weight * weight;
        }
        return sum * sum / squares;
    }

    /** What a change brings, future by future. */
    Optional<WhatIf.Gain> sooner(RunForecast changed, RunId run, WhatIf.Change change) {
        List<double[]> gains = new ArrayList<>();
        for (int i = 0; i < weights.length; i++) {
            Long before = samples.get(i).finishOf(run);
            Long after = changed.samples.get(i).finishOf(run);
            if (before != null && after != null) gains.add(new double[] {before - after, 1});
        }
        if (gains.size() * 2 <= weights.length) return Optional.empty();
        gains.sort((one, other) -> Double.compare(one[0], other[0]));
        int weight = gains.size();
        return Optional.of(new WhatIf.Gain(
                change, quantile(gains, weight, 0.5), quantile(gains, weight, LOW), quantile(gains, weight, HIGH)));
    }

    /** Nanoseconds in one of the futures. */
    private interface Reading {
        @Nullable
        Long at(int sample);
    }

    private Optional<Span> span(Reading reading) {
        return span(known(reading));
    }

    /** What the futures say that say anything, ascending, and how much each counts. */
    private List<double[]> known(Reading reading) {
        List<double[]> known = new ArrayList<>();
        for (int i = 0; i < weights.length; i++) {
            Long nanos = reading.at(i);
            if (nanos != null && weights[i] > 0) known.add(new double[] {nanos, weights[i]});
        }
        known.sort((one, other) -> Double.compare(one[0], other[0]));
        return known;
    }

    private Optional<Span> span(List<double[]> known) {
        double weight = 0;
        for (double[] one : known) weight += one[1];
        double all = 0;
        for (double one : weights) all += one;
        if (known.isEmpty() || weight * 2 <= all) return Optional.empty();
        return Optional.of(
                new Span(quantile(known, weight, 0.5), quantile(known, weight, LOW), quantile(known, weight, HIGH)));
    }

    /** Between the two nearest, each of which stands in the middle of its weight. */
    private static Duration quantile(List<double[]> sorted, double weight, double probability) {
        double sought = probability * weight;
        double below = 0;
        double lastAt = 0;
        double lastValue = sorted.get(0)[0];
        for (int i = 0; i < sorted.size(); i++) {
            double[] one = sorted.get(i);
            double at = below + one[1] / 2;
            if (at >= sought) {
                double part = i == 0 || at == lastAt ? 1 : (sought - lastAt) / (at - lastAt);
                return Duration.ofNanos((long) (lastValue + part * (one[0] - lastValue)));
            }
            below += one[1];
            lastAt = at;
            lastValue = one[0];
        }
        return Duration.ofNanos((long) lastValue);
    }
}

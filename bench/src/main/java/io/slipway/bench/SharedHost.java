package io.slipway.bench;

import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * One host that shares its capacity equally among the tasks on it and thrashes when there are more than it has slots for,
 * with an endless backlog. Deterministic; confined to one thread.
 *
 * <p>Task work is {@code exp(3.4 + spread × Z)} seconds. With n tasks on C slots the host delivers n task-seconds a second
 * when n ≤ C, else {@code C × max(floor, 1 − thrashing × (n − C))}. After every completion, capacity change and change of
 * the limit tasks start until n reaches the limit; none is stopped. A task's duration is predicted as its work times
 * {@code exp(N(0, 0.3))}. When pressure is read, it is every 2 s the exponential mean over 10 s of
 * {@code max(0, 1 − C/n)}, times {@code exp(N(0, 0.2))}.
 */
final class SharedHost {
    private static final double READING_SECONDS = 2;
    private static final double PRESSURE_SECONDS = 10;
    private static final double PREDICTION_NOISE = 0.3;
    private static final double READING_NOISE = 0.2;

    /** A capacity from a time on. */
    record Step(double fromSeconds, int capacity) {}

    /**
     * What is simulated.
     *
     * @param steps the first at 0, in order of time
     * @param spread standard deviation of a task's work, in logs
     * @param thrashing loss for each task above capacity
     * @param floor share of its capacity that a host delivers at least
     */
    record Scene(List<Step> steps, double untilSeconds, double spread, double thrashing, double floor) {
        double oracleWork() {
            double work = 0;
            for (int i = 0; i < steps.size(); i++) {
                double until = i + 1 < steps.size() ? steps.get(i + 1).fromSeconds : untilSeconds;
                work += steps.get(i).capacity * (until - steps.get(i).fromSeconds);
            }
            return work;
        }
    }

    /**
     * How it went.
     *
     * @param share work delivered by what an oracle delivers
     * @param phaseShares the same for each step
     * @param slowdown mean of duration by work
     * @param phaseSeconds mean duration for each step
     * @param phaseLimits limit at the end of each step
     * @param reconverge for each step but the first, the number of completions after which the limit is within 20 % of
     *     the capacity and stays so for 10 more; a large number when never
     */
    record Outcome(
            double share,
            double[] phaseShares,
            double slowdown,
            double[] phaseSeconds,
            int[] phaseLimits,
            int[] reconverge,
            long completions) {}

    static final int NEVER = 1_000_000;
    private static final int STAYS = 10;

    private record Running(double endsAtService, int number, long start, int inFlight, double work, double expected)
            implements Comparable<Running> {
        @Override
        public int compareTo(Running other) {
            int byEnd = Double.compare(endsAtService, other.endsAtService);
            return byEnd != 0 ? byEnd : Integer.compare(number, other.number);
        }
    }

    private final Scene scene;
    private final Limiter limiter;
    private final boolean readsPressure;
    private final Random works;
    private final Random predictions;
    private final Random readings;
    private final PriorityQueue<Running> running = new PriorityQueue<>();
    private double now;
    private double service;
    private double pressure;
    private int phase;
    private int started;

    private final double[] delivered;
    private final double[] seconds;
    private final int[] completed;
    private final int[] limits;
    private final int[] reconverge;
    private int sinceStep;
    private int inBand;
    private double slowdowns;

    private SharedHost(Scene scene, Limiter limiter, boolean readsPressure, long seed) {
        this.scene = scene;
        this.limiter = limiter;
        this.readsPressure = readsPressure;
        works = new Random(seed);
        predictions = new Random(seed + 1_000_003);
        readings = new Random(seed + 2_000_003);
        int phases = scene.steps.size();
        delivered = new double[phases];
        seconds = new double[phases];
        completed = new int[phases];
        limits = new int[phases];
        reconverge = new int[phases];
        Arrays.fill(reconverge, NEVER);
    }

    static Outcome run(Scene scene, Limiter limiter, boolean readsPressure, long seed) {
        return new SharedHost(scene, limiter, readsPressure, seed).run();
    }

    private Outcome run() {
        double nextReading = readsPressure ? READING_SECONDS : Double.POSITIVE_INFINITY;
        start();
        while (true) {
            double nextStep =
                    phase + 1 < scene.steps.size() ? scene.steps.get(phase + 1).fromSeconds : scene.untilSeconds;
            double nextEnd = now + (running.peek().endsAtService - service) / rate();
            double next = Math.min(nextEnd, Math.min(nextStep, nextReading));
            advance(next);
            if (next == nextStep) {
                limits[phase] = limiter.limit();
                if (phase + 1 == scene.steps.size()) break;
                phase++;
                sinceStep = 0;
                inBand = 0;
            } else if (next == nextReading) {
                nextReading += READING_SECONDS;
                double noisy = pressure * Math.exp(READING_NOISE * readings.nextGaussian());
                limiter.pressure(nanos(now), Math.min(1, noisy));
            } else {
                complete();
            }
            start();
        }
        return outcome();
    }

    private int capacity() {
        return scene.steps.get(phase).capacity;
    }

    private double deliveredPerSecond() {
        int n = running.size();
        int over = n - capacity();
        return over <= 0 ? n : capacity() * Math.max(scene.floor, 1 - scene.thrashing * over);
    }

    private double rate() {
        return deliveredPerSecond() / running.size();
    }

    private void advance(double to) {
        double passed = to - now;
        service += passed * rate();
        delivered[phase] += passed * deliveredPerSecond();
        double keep = Math.exp(-passed / PRESSURE_SECONDS);
        double waiting = Math.max(0, 1 - (double) capacity() / running.size());
        pressure = keep * pressure + (1 - keep) * waiting;
        now = to;
    }

    private void start() {
        while (running.size() < limiter.limit() || running.isEmpty()) {
            double work = Math.exp(3.4 + scene.spread * works.nextGaussian());
            double expected = work * Math.exp(PREDICTION_NOISE * predictions.nextGaussian());
            running.add(new Running(service + work, started++, nanos(now), running.size() + 1, work, expected));
            limiter.started(nanos(now));
        }
    }

    private void complete() {
        Running task = running.remove();
        service = task.endsAtService;
        double took = now - task.start / 1e9;
        seconds[phase] += took;
        slowdowns += took / task.work;
        completed[phase]++;
        limiter.completed(nanos(now), task.start, task.inFlight, nanos(task.expected));
        sinceStep++;
        boolean near = Math.abs(limiter.limit() - capacity()) <= 0.2 * capacity();
        inBand = near ? inBand + 1 : 0;
        if (inBand == STAYS + 1 && reconverge[phase] == NEVER) reconverge[phase] = sinceStep - STAYS;
    }

    private Outcome outcome() {
        int phases = delivered.length;
        double[] shares = new double[phases];
        double[] means = new double[phases];
        double work = 0;
        long completions = 0;
        for (int i = 0; i < phases; i++) {
            Step step = scene.steps.get(i);
            double until = i + 1 < phases ? scene.steps.get(i + 1).fromSeconds : scene.untilSeconds;
            shares[i] = delivered[i] / (step.capacity * (until - step.fromSeconds));
            means[i] = seconds[i] / completed[i];
            work += delivered[i];
            completions += completed[i];
        }
        return new Outcome(
                work / scene.oracleWork(),
                shares,
                slowdowns / completions,
                means,
                limits,
                Arrays.copyOfRange(reconverge, 1, phases),
                completions);
    }

    private static long nanos(double seconds) {
        return Math.round(seconds * 1e9);
    }
}

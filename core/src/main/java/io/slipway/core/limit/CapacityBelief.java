package io.slipway.core.limit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a host's capacity may be, and how likely each is, judging from how its tasks went: a Bayesian filter over a grid of
 * capacities. Capacity is the number of tasks of weight 1 that the host carries without slowing any of them down.
 *
 * <p><b>Model.</b> A host of capacity c with n in flight shares itself equally; each task gets on at the rate
 * <pre>  r(n, c) = 1                                     for n ≤ c
 *   r(n, c) = c/n × max(0.3, exp(−0.03 (n − c)))    for n &gt; c</pre>
 * where the second factor is what it loses by switching among too many. After n(t) was in flight, a task has got
 * {@code x(c) = ∫ r(n(t), c) dt} seconds of work done, whichever tasks came and went meanwhile.
 *
 * <p><b>What a completion says.</b> A task that was expected to take e seconds had x(c) of work in it, so
 * {@code ln(x(c) / e)} is what the prediction was wrong by. That is spread as Student's t with 7 degrees of freedom and
 * scale 0.3 around β, so that single wild predictions do no harm. β says that all predictions are wrong by the same
 * factor; it is judged together with c over seven values around 0, most likely 0. When tasks take twice as long as
 * expected, alone as well as with others, that is β and not the capacity.
 *
 * <p><b>What a reading of pressure says.</b> Tasks wait the share {@code 1 − c/n} of their time, of which a reading is the
 * mean over the last ten seconds or so; its logarithm (plus 0.01) is off with scale 0.3.
 *
 * <p><b>Change points.</b> Before each completion the capacity may have changed, with probability 0.01 (before each
 * reading 0.002), to anything: {@code q(c) ∝ min(c/ĉ, ĉ/c)³} with the median ĉ. The filter thereby resets itself as soon
 * as what it sees is likelier after a change; there is no window and no threshold. A capacity that may just have changed
 * continues from the mean x of where it came from, as the interacting-multiple-model filter does (Blom and Bar-Shalom
 * 1988).
 *
 * <p>Confined to one thread. With G capacities, 7 % apart from 1 to the ceiling, and n in flight: a start or the passing of
 * time costs O(G), a completion or a reading O(G × n); G is 80 for a ceiling of 200. Each start time of what is in flight
 * keeps G numbers.
 */
final class CapacityBelief {
    private static final double GRID_RATIO = 1.07;
    private static final double LOSS_PER_TASK = 0.03;
    private static final double LEAST_DELIVERED = 0.3;

    private static final double PREDICTION_SCALE = 0.3;
    private static final double READING_SCALE = 0.3;
    private static final double READING_OFFSET = 0.01;
    private static final double READING_SECONDS = 10;

    /** Student's t to within a constant: the likelihood is (1 + z²/7)⁻⁴. */
    private static final double FREEDOM = 7;

    /** No single observation rules anything out. */
    private static final double LEAST_LIKELIHOOD = 1e-6;

    private static final double CHANGE_PER_COMPLETION = 0.01;
    private static final double CHANGE_PER_READING = 0.002;
    private static final double CHANGE_EXPONENT = 3;

    /** β in steps of a third of a natural logarithm or so: 0.41, 0.55, 0.74, 1, 1.35, 1.82, 2.46 times. */
    private static final int BIASES = 7;

    private static final double BIAS_STEP = 0.3;
    private static final double BIAS_PRIOR_SCALE = 0.15;
    private static final double BIAS_CHANGE = 1e-4;

    /** Each move is an event somewhere. */
    private static final double WORTH_MOVING = 1.005;

    /** How far a start may be from what was told, and the shared part of the duration, for the two to be the same. */
    private static final long START_TOLERANCE_NANOS = 10_000_000;

    private final double[] capacities;
    private final double[] logCapacities;
    private final double[] biasPrior = new double[BIASES];

    /** Probability by bias, then capacity, as rows one behind the other; {@link #weights} is the sum over biases. */
    private final double[] joint;

    private final double[] weights;

    /** Work that a task would have got since the beginning, by capacity. */
    private final double[] service;

    /** What a reading without error would be now, by capacity. */
    private final double[] pressures;

    /** Where a change leads to; filled anew each time. */
    private final double[] changed;

    /** How likely it is, by capacity, that it has just changed to that; filled anew each time. */
    private final double[] arrived;

    /** When what is in flight started, earliest first. */
    private final List<Start> starts = new ArrayList<>();

    private boolean begun;
    private long nowNanos;
    private int inFlight;

    /** Tasks that started at the same time. */
    private static final class Start {
        private final long atNanos;
        private int tasks;

        /** What to add to {@link #service} to get their work, by capacity. */
        private final double[] offset;

        Start(long atNanos, double[] service) {
            this.atNanos = atNanos;
            offset = new double[service.length];
            for (int j = 0; j < offset.length; j++) offset[j] = -service[j];
        }
    }

    CapacityBelief(int around, int ceiling) {
        // One step beyond the ceiling stands for every capacity that is larger.
        int size = 2 + (int) Math.ceil(Math.log(ceiling) / Math.log(GRID_RATIO));
        capacities = new double[size];
        logCapacities = new double[size];
        for (int j = 0; j < size; j++) {
            logCapacities[j] = j * Math.log(GRID_RATIO);
            capacities[j] = Math.exp(logCapacities[j]);
        }
        for (int b = 0; b < BIASES; b++) biasPrior[b] = Math.exp(-Math.abs(bias(b)) / BIAS_PRIOR_SCALE);
        double sum = Arrays.stream(biasPrior).sum();
        for (int b = 0; b < BIASES; b++) biasPrior[b] /= sum;
        joint = new double[BIASES * size];
        weights = new double[size];
        service = new double[size];
        pressures = new double[size];
        changed = new double[size];
        arrived = new double[size];
        reset(around);
    }

    private static double bias(int b) {
        return (b - BIASES / 2) * BIAS_STEP;
    }

    /** Forgets what was learnt; what is in flight is kept. */
    void reset(int around) {
        changeAround(Math.log(around));
        System.arraycopy(changed, 0, weights, 0, weights.length);
        for (int b = 0, i = 0; b < BIASES; b++) {
            for (int j = 0; j < weights.length; j++) joint[i++] = biasPrior[b] * weights[j];
        }
    }

    int inFlight() {
        return inFlight;
    }

    /** Lets time pass. A time that is not after the last one changes nothing. */
    void advance(long toNanos) {
        double seconds = begun ? (toNanos - nowNanos) / 1e9 : 0;
        if (begun && seconds <= 0) return;
        begun = true;
        nowNanos = toNanos;
        double keep = Math.exp(-seconds / READING_SECONDS);
        for (int j = 0; j < service.length; j++) {
            service[j] += seconds * rate(inFlight, capacities[j]);
            double waiting = inFlight <= capacities[j] ? 0 : 1 - capacities[j] / inFlight;
            pressures[j] = keep * pressures[j] + (1 - keep) * waiting;
        }
    }

    private static double rate(int n, double capacity) {
        return n <= capacity ? 1 : delivered(n, capacity) / n;
    }

    private static double delivered(int n, double capacity) {
        return capacity * Math.max(LEAST_DELIVERED, Math.exp(-LOSS_PER_TASK * (n - capacity)));
    }

    void started(int weight) {
        inFlight += weight;
        Start last = starts.isEmpty() ? null : starts.get(starts.size() - 1);
        if (last == null || last.atNanos != nowNanos) {
            last = new Start(nowNanos, service);
            starts.add(last);
        }
        last.tasks++;
    }

    /** A task ended whose time says nothing. */
    void ended(int weight, double seconds) {
        remove(weight, startOf(seconds));
    }

    /**
     * A task ran to its end.
     *
     * @param together weight of what ran with it, itself included, in case its start was not told
     */
    void completed(int weight, double seconds, double expectedSeconds, int together) {
        int at = startOf(seconds);
        boolean told = at >= 0 && isNear(starts.get(at), seconds);
        for (int j = 0; j < weights.length; j++) {
            double work = told ? starts.get(at).offset[j] + service[j] : seconds * rate(together, capacities[j]);
            double log = Math.log(Math.max(work, 1e-9) / expectedSeconds);
            for (int b = 0, i = j; b < BIASES; b++, i += weights.length)
                joint[i] *= likelihood((log - bias(b)) / PREDICTION_SCALE);
        }
        remove(weight, at);
        move(CHANGE_PER_COMPLETION);
    }

    /** The host says how much its tasks wait. */
    void read(double pressure) {
        double log = Math.log(pressure + READING_OFFSET);
        for (int j = 0; j < weights.length; j++)
            scale(j, likelihood((log - Math.log(pressures[j] + READING_OFFSET)) / READING_SCALE));
        move(CHANGE_PER_READING);
    }

    private static double likelihood(double z) {
        double q = 1 + z * z / FREEDOM;
        return LEAST_LIKELIHOOD + 1 / (q * q * q * q);
    }

    private void scale(int capacity, double factor) {
        for (int i = capacity; i < joint.length; i += weights.length) joint[i] *= factor;
    }

    /** Index of the start that is nearest to so many seconds ago; -1 when nothing is known to be in flight. */
    private int startOf(double seconds) {
        int nearest = -1;
        for (int i = starts.size() - 1; i >= 0; i--) {
            if (nearest >= 0 && distance(starts.get(i), seconds) >= distance(starts.get(nearest), seconds)) break;
            nearest = i;
        }
        return nearest;
    }

    private double distance(Start start, double seconds) {
        return Math.abs((nowNanos - start.atNanos) - seconds * 1e9);
    }

    private boolean isNear(Start start, double seconds) {
        return distance(start, seconds) <= Math.max(START_TOLERANCE_NANOS, seconds * 1e8);
    }

    private void remove(int weight, int start) {
        inFlight = Math.max(0, inFlight - weight);
        if (start >= 0 && --starts.get(start).tasks == 0) starts.remove(start);
        if (starts.isEmpty()) inFlight = 0;
    }

    /** Makes probabilities of what was multiplied, and lets the capacity change with probability {@code hazard}. */
    private void move(double hazard) {
        normalise();
        changeAround(Math.log(quantile(0.5)));
        for (int j = 0; j < weights.length; j++) {
            double moved = hazard * changed[j];
            arrived[j] = moved / ((1 - hazard) * weights[j] + moved);
        }
        double pressure = 0;
        for (int j = 0; j < weights.length; j++) pressure += weights[j] * pressures[j];
        for (int j = 0; j < weights.length; j++) pressures[j] += arrived[j] * (pressure - pressures[j]);
        for (Start start : starts) continueFromMean(start.offset);

        for (int j = 0; j < weights.length; j++) weights[j] = (1 - hazard) * weights[j] + hazard * changed[j];
        for (int b = 0, row = 0; b < BIASES; b++, row += weights.length) {
            double ofBias = 0;
            for (int j = 0; j < weights.length; j++) ofBias += joint[row + j];
            double unbiased = BIAS_CHANGE * biasPrior[b];
            for (int j = 0; j < weights.length; j++) {
                double stays = (1 - hazard) * joint[row + j] + hazard * changed[j] * ofBias;
                joint[row + j] = (1 - BIAS_CHANGE) * stays + unbiased * weights[j];
            }
        }
    }

    private void normalise() {
        double sum = 0;
        for (double weight : joint) sum += weight;
        Arrays.fill(weights, 0);
        for (int row = 0; row < joint.length; row += weights.length) {
            for (int j = 0; j < weights.length; j++) {
                joint[row + j] /= sum;
                weights[j] += joint[row + j];
            }
        }
    }

    /** What was done under a capacity that has just changed was done under the one before. */
    private void continueFromMean(double[] offset) {
        double mean = 0;
        for (int j = 0; j < offset.length; j++) mean += weights[j] * (offset[j] + service[j]);
        for (int j = 0; j < offset.length; j++) offset[j] += arrived[j] * (mean - offset[j] - service[j]);
    }

    private void changeAround(double logCentre) {
        double sum = 0;
        for (int j = 0; j < changed.length; j++) {
            changed[j] = Math.exp(-CHANGE_EXPONENT * Math.abs(logCapacities[j] - logCentre));
            sum += changed[j];
        }
        for (int j = 0; j < changed.length; j++) changed[j] /= sum;
    }

    /** The capacity that the true one does not exceed with this probability. */
    double quantile(double share) {
        double sum = 0;
        int j = 0;
        while (j < weights.length - 1 && sum + weights[j] < share) sum += weights[j++];
        double part = Math.min(1, (share - sum) / weights[j]);
        return capacities[j] * Math.pow(GRID_RATIO, part - 0.5);
    }

    /**
     * The number in flight that is worth most: it maximises the mean, over what the capacity may be, of
     * {@code v × min(n, c) − (min(n, c) − delivered(n, c))}. With v = 1 that is the work delivered; a larger v counts what
     * lies idle more than what is lost, since idle capacity shows only by trying. The current number stays while the best is
     * worth no more than a two-hundredth more, so that it does not flicker. O(most + G).
     */
    int best(int current, int most, double v) {
        double untilLeast = -Math.log(LEAST_DELIVERED) / LOSS_PER_TASK;
        double decay = Math.exp(-LOSS_PER_TASK);
        double carried = Arrays.stream(weights).sum();
        double exceeded = 0;
        double slowed = 0;
        double thrashing = 0;
        int best = 1;
        double bestWorth = 0;
        double currentWorth = 0;
        for (int n = 1, over = 0, far = 0; n <= most; n++, slowed *= decay) {
            // A quarter of a slot less than n is n: the grid is no finer.
            for (; over < weights.length && capacities[over] < n - 0.25; over++) {
                carried -= weights[over];
                exceeded += weights[over] * capacities[over];
                slowed += weights[over] * capacities[over] * Math.exp(-LOSS_PER_TASK * (n - capacities[over]));
            }
            for (; far < over && capacities[far] < n - untilLeast; far++) {
                slowed -= weights[far] * capacities[far] * Math.exp(-LOSS_PER_TASK * (n - capacities[far]));
                thrashing += weights[far] * capacities[far] * LEAST_DELIVERED;
            }
            double worth = v * n * carried + (v - 1) * exceeded + slowed + thrashing;
            if (worth > bestWorth) {
                bestWorth = worth;
                best = n;
            }
            if (n == current) currentWorth = worth;
        }
        return bestWorth > WORTH_MOVING * currentWorth ? best : current;
    }
}

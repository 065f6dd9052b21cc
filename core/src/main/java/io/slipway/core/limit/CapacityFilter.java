package io.slipway.core.limit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a host's capacity can be, given how its tasks went (to be told in full).
 */
final class CapacityFilter {
    static double RATIO = 1.07;
    static double GAMMA = 0.5;
    static double HAZARD = 0.01;
    static double HAZARD_READING = 0.01;
    static double TAIL = 1.5;
    static double SIGMA = 0.3;
    static double NU = 6;
    static double PSIGMA = 0.3;
    static double PFLOOR = 0.01;
    private static final double PRESSURE_MEMORY_SECONDS = 10;

    private final double[] capacities;
    private final double[] logs;
    private final double[] weights;
    /** Seconds of undisturbed work that a task would have got since the beginning, by capacity. */
    private final double[] service;
    private final double[] pressures;
    private final double[] next;
    private final List<Mark> marks = new ArrayList<>();
    private long now;
    private boolean begun;
    private int inFlight;

    private static final class Mark {
        final long start;
        int tasks;
        /** Add service to get the work that a task started then has got. */
        final double[] since;

        Mark(long start, double[] service) {
            this.start = start;
            since = new double[service.length];
            for (int j = 0; j < since.length; j++) since[j] = -service[j];
        }
    }

    CapacityFilter(int initial, int ceiling) {
        int n = 1 + (int) Math.ceil(Math.log(ceiling * 1.1 / 0.7) / Math.log(RATIO));
        capacities = new double[n];
        logs = new double[n];
        for (int j = 0; j < n; j++) {
            capacities[j] = 0.7 * Math.pow(RATIO, j);
            logs[j] = Math.log(capacities[j]);
        }
        weights = new double[n];
        next = new double[n];
        service = new double[n];
        pressures = new double[n];
        reset(initial);
    }

    void reset(double around) {
        restart(Math.log(around));
        System.arraycopy(next, 0, weights, 0, weights.length);
    }

    /** Fills next with what capacity a change may lead to. */
    private void restart(double centre) {
        double sum = 0;
        for (int j = 0; j < next.length; j++) {
            next[j] = Math.exp(-TAIL * Math.abs(logs[j] - centre));
            sum += next[j];
        }
        for (int j = 0; j < next.length; j++) next[j] /= sum;
    }

    private static double rate(double n, double c) {
        return n <= c ? 1 : Math.pow(c / n, 1 + GAMMA);
    }

    void advance(long to) {
        if (!begun) {
            now = to;
            begun = true;
            return;
        }
        double seconds = (to - now) / 1e9;
        if (seconds <= 0) return;
        now = to;
        double keep = Math.exp(-seconds / PRESSURE_MEMORY_SECONDS);
        for (int j = 0; j < service.length; j++) {
            service[j] += seconds * (inFlight == 0 ? 1 : rate(inFlight, capacities[j]));
            double waiting = inFlight <= capacities[j] ? 0 : 1 - capacities[j] / inFlight;
            pressures[j] = keep * pressures[j] + (1 - keep) * waiting;
        }
    }

    void started(int weight) {
        inFlight += weight;
        if (marks.isEmpty() || marks.get(marks.size() - 1).start != now) marks.add(new Mark(now, service));
        marks.get(marks.size() - 1).tasks++;
    }

    void ended(int weight) {
        inFlight = Math.max(0, inFlight - weight);
    }

    int inFlight() {
        return inFlight;
    }

    void completed(long start, double expectedSeconds) {
        Mark mark = take(start);
        if (mark == null) return;
        for (int j = 0; j < weights.length; j++) {
            double z = Math.log((mark.since[j] + service[j] + 1e-9) / expectedSeconds) / SIGMA;
            weights[j] *= Math.pow(1 + z * z / NU, -(NU + 1) / 2) + 1e-6;
        }
        move(HAZARD);
    }

    void forget(long start) {
        take(start);
    }

    private Mark take(long start) {
        int at = -1;
        for (int i = marks.size() - 1; i >= 0; i--) {
            if (marks.get(i).start <= start) {
                at = i;
                break;
            }
        }
        if (at < 0) {
            if (marks.isEmpty()) return null;
            at = 0;
        }
        Mark mark = marks.get(at);
        if (--mark.tasks == 0) marks.remove(at);
        return mark;
    }

    void read(double pressure) {
        double y = Math.log(pressure + PFLOOR);
        for (int j = 0; j < weights.length; j++) {
            double z = (y - Math.log(pressures[j] + PFLOOR)) / PSIGMA;
            weights[j] *= Math.pow(1 + z * z / NU, -(NU + 1) / 2) + 1e-6;
        }
        move(HAZARD_READING);
    }

    void dropped(int at) {
        for (int j = 0; j < weights.length; j++) if (capacities[j] >= at) weights[j] *= 0.3;
        move(HAZARD);
    }

    /** Normalises, and lets the capacity change with this probability. */
    private void move(double hazard) {
        double sum = 0;
        for (double weight : weights) sum += weight;
        for (int j = 0; j < weights.length; j++) weights[j] /= sum;
        restart(median());
        double pressure = 0;
        for (int j = 0; j < weights.length; j++) pressure += weights[j] * pressures[j];
        double[] means = new double[marks.size()];
        for (int i = 0; i < means.length; i++) {
            double[] since = marks.get(i).since;
            double mean = 0;
            for (int j = 0; j < weights.length; j++) mean += weights[j] * (since[j] + service[j]);
            means[i] = mean;
        }
        for (int j = 0; j < weights.length; j++) {
            double stays = (1 - hazard) * weights[j];
            double moved = hazard * next[j];
            weights[j] = stays + moved;
            double share = moved / weights[j];
            pressures[j] += share * (pressure - pressures[j]);
            for (int i = 0; i < means.length; i++) {
                double[] since = marks.get(i).since;
                since[j] += share * (means[i] - since[j] - service[j]);
            }
        }
    }

    private double median() {
        return Math.log(quantile(0.5));
    }

    /** The capacity that the true one does not exceed with this probability. */
    double quantile(double share) {
        double sum = 0;
        for (int j = 0; j < weights.length; j++) {
            if (sum + weights[j] >= share) {
                double part = weights[j] == 0 ? 0 : (share - sum) / weights[j];
                return capacities[j] * Math.pow(RATIO, part - 0.5);
            }
            sum += weights[j];
        }
        return capacities[capacities.length - 1];
    }

    double[] weights() {
        return Arrays.copyOf(weights, weights.length);
    }
}

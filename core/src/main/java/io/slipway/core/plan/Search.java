package io.slipway.core.plan;

import java.util.function.LongSupplier;

/**
 * A search under way: decodes, counts, keeps the best schedule seen and knows when to stop. Confined to one thread.
 */
final class Search {
    final Backlog backlog;
    private final Decoder decoder;
    private final LongSupplier nanos;
    private final long from;
    private final long atMostNanos;
    private final int atMostSchedules;

    private long bound;
    private int schedules;
    private long best = Long.MAX_VALUE;
    private final long[] bestStart;
    private final int[] bestAgent;

    Search(Backlog backlog, long bound, Effort effort, LongSupplier nanos, long from) {
        this.backlog = backlog;
        this.bound = bound;
        this.decoder = Decoder.of(backlog);
        this.nanos = nanos;
        this.from = from;
        this.atMostNanos = effort.time().toNanos();
        this.atMostSchedules = effort.schedules();
        bestStart = new long[backlog.size];
        bestAgent = new int[backlog.size];
    }

    /** Whether nothing better can be found, or there is no time left to look for it. */
    boolean isOver() {
        return best <= bound || schedules >= atMostSchedules || timePassed() >= atMostNanos;
    }

    /** How many schedules there will have been when it is over, should the rest take as long as those so far. */
    double schedulesInAll() {
        double passed = Math.max(1, timePassed());
        return Math.min(atMostSchedules, schedules * (atMostNanos / passed));
    }

    /** No schedule is shorter. */
    long bound() {
        return bound;
    }

    /** Goes up, as far as it can be shown in a share of the time, from 0 to 1. */
    void raiseBound(double shareOfTime) {
        if (!Refutation.suits(backlog)) return;
        Refutation refutation = new Refutation(backlog);
        while (bound < best && timePassed() < shareOfTime * atMostNanos && refutation.refutes(bound)) bound++;
    }

    private long timePassed() {
        return nanos.getAsLong() - from;
    }

    long best() {
        return best;
    }

    long bestStart(int task) {
        return bestStart[task];
    }

    int bestAgent(int task) {
        return bestAgent[task];
    }

    long serial(int[] list, boolean backward) {
        return offer(decoder.serial(list, backward), backward);
    }

    long parallel(int[] list, boolean backward) {
        return offer(decoder.parallel(list, backward), backward);
    }

    private long offer(long makespan, boolean backward) {
        schedules++;
        if (makespan >= best) return makespan;
        best = makespan;
        for (int i = 0; i < bestStart.length; i++) {
            bestStart[i] = backward ? makespan - decoder.finish(i) : decoder.start(i);
            bestAgent[i] = decoder.agent(i);
        }
        return makespan;
    }

    /** The schedule made last as an order to decode in the other direction. */
    void listOtherWay(int[] list, boolean backward) {
        decoder.listByFinish(list, backward);
    }
}

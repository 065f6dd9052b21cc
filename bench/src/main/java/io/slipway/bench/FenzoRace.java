package io.slipway.bench;

import io.slipway.bench.PlacementWorkload.Ask;
import java.util.ArrayDeque;
import java.util.List;

/** Fills a fleet by Fenzo up to the workload's steady state, then goes on in rounds: a batch is placed, then the oldest end. */
final class FenzoRace {
    private static final int FILLING_BATCH = 1_000;

    private final PlacementWorkload workload;
    private final FenzoPeer fenzo;
    private final List<Ask> tasks;
    private final PlacementCheck check;
    private final ArrayDeque<FenzoPeer.Assignment> running = new ArrayDeque<>();
    private int next;

    FenzoRace(PlacementWorkload workload, FenzoPeer fenzo, long seed) {
        this.workload = workload;
        this.fenzo = fenzo;
        this.tasks = workload.plainTasks(4 * workload.steadyTasks() + 40_000, seed);
        this.check = new PlacementCheck(workload);
    }

    /** Rates of a number of rounds. */
    record Rounds(double perSecond, double p99Millis, int submitted, int placed, int invalid) {
        @Override
        public String toString() {
            return String.format(
                    "%.0f/s, p99 of calls %.2f ms, placed %d of %d, %d invalid",
                    perSecond, p99Millis, placed, submitted, invalid);
        }
    }

    void fill() {
        while (running.size() < workload.steadyTasks()) {
            place(Math.min(FILLING_BATCH, workload.steadyTasks() - running.size()));
        }
    }

    Rounds rounds(int rounds, int batch) {
        long[] nanos = new long[rounds];
        long total = 0;
        int placed = 0;
        for (int i = 0; i < rounds; i++) {
            int before = running.size();
            nanos[i] = place(batch);
            total += nanos[i];
            placed += running.size() - before;
            while (running.size() > workload.steadyTasks()) {
                FenzoPeer.Assignment ending = running.remove();
                fenzo.release(ending);
                check.released(ending.task(), ending.agent());
            }
        }
        return new Rounds(
                placed / (total / 1e9), Samples.quantile(nanos, 0.99) / 1e6, rounds * batch, placed, check.invalid());
    }

    private long place(int batch) {
        FenzoPeer.Round round = fenzo.place(tasks.subList(next, next + batch));
        next += batch;
        for (FenzoPeer.Assignment each : round.assignments()) {
            check.placed(each.task(), each.agent());
            running.add(each);
        }
        return round.nanos();
    }
}

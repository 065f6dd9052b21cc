package io.slipway.core.limit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/** A host that shares itself equally among its tasks, with an endless backlog, run by a limit in virtual time. */
final class HostModel {
    private final ConcurrencyLimit limit;
    private final SplittableRandom random;
    private final double predictionFactor;
    private final double lossPerTask;
    private final PriorityQueue<Task> running = new PriorityQueue<>();
    private final List<LimitChange> changes = new ArrayList<>();
    private int capacity;
    private double now;
    private double service;
    private double work;
    private double offered;
    private int most;

    private record Task(double endsAtService, double started, double expected, int together)
            implements Comparable<Task> {
        @Override
        public int compareTo(Task other) {
            return Double.compare(endsAtService, other.endsAtService);
        }
    }

    HostModel(ConcurrencyLimit limit, int capacity, long seed) {
        this(limit, capacity, seed, 1, 0.03);
    }

    HostModel(ConcurrencyLimit limit, int capacity, long seed, double predictionFactor, double lossPerTask) {
        this.limit = limit;
        this.capacity = capacity;
        this.predictionFactor = predictionFactor;
        this.lossPerTask = lossPerTask;
        random = new SplittableRandom(seed);
    }

    HostModel capacity(int capacity) {
        this.capacity = capacity;
        return this;
    }

    /** Tasks start up to the limit, and as many end. */
    HostModel completions(int count) {
        for (int i = 0; i < count; i++) {
            fill(limit.value());
            completeNext();
        }
        return this;
    }

    /** The same with at most so many in flight. */
    HostModel completionsWithAtMost(int inFlight, int count) {
        for (int i = 0; i < count; i++) {
            fill(Math.min(inFlight, limit.value()));
            completeNext();
        }
        return this;
    }

    /** How many completions until the limit is within a fifth of the capacity. */
    int completionsUntilNear(int atMost) {
        for (int i = 0; i < atMost; i++) {
            if (Math.abs(limit.value() - capacity) <= 0.2 * capacity) return i;
            completions(1);
        }
        return atMost;
    }

    private void fill(int upTo) {
        while (running.size() < upTo) {
            double size = Math.exp(3.4 + 0.5 * random.nextGaussian());
            double expected = size * predictionFactor * Math.exp(0.3 * random.nextGaussian());
            running.add(new Task(service + size, now, expected, running.size() + 1));
            limit.started(nanos(now), 1);
        }
        most = Math.max(most, running.size());
    }

    private void completeNext() {
        int n = running.size();
        int over = Math.max(0, n - capacity);
        double delivered = Math.min(n, capacity) * Math.max(0.3, 1 - lossPerTask * over);
        Task task = running.remove();
        double seconds = (task.endsAtService - service) * n / delivered;
        now += seconds;
        work += seconds * delivered;
        offered += seconds * capacity;
        service = task.endsAtService;
        Sample sample = new Sample(
                Duration.ofNanos(nanos(now - task.started)),
                Optional.of(Duration.ofNanos(nanos(task.expected))),
                task.together,
                Sample.Outcome.COMPLETED);
        limit.finished(nanos(now), 1, sample).ifPresent(changes::add);
    }

    /** Work done since the last call by what the host could have done. */
    double shareOfCapacity() {
        double share = work / offered;
        work = 0;
        offered = 0;
        return share;
    }

    List<LimitChange> changes() {
        return changes;
    }

    /** Most that was ever in flight. */
    int most() {
        return most;
    }

    long nowNanos() {
        return nanos(now);
    }

    private static long nanos(double seconds) {
        return Math.round(seconds * 1e9);
    }
}

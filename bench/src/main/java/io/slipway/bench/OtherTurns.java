package io.slipway.bench;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rules that {@link FairnessBench} sets beside Slipway's. All skip what does not fit; none keeps a place. */
abstract class OtherTurns implements Turns {
    /** Those who wait, by team and shape, in the order in which they came. */
    final Map<Integer, Map<FairFarm.Shape, ArrayDeque<FairFarm.Task>>> waiting = new LinkedHashMap<>();

    private final Set<FairFarm.Shape> refused = new HashSet<>();
    private Optional<FairFarm.Task> last = Optional.empty();

    /** Whether it is {@code a}'s turn before {@code b}'s. */
    abstract boolean isBefore(FairFarm.Task a, FairFarm.Task b);

    @Override
    public void add(FairFarm.Task task) {
        waiting.computeIfAbsent(task.team, team -> new LinkedHashMap<>())
                .computeIfAbsent(task.shape, shape -> new ArrayDeque<>())
                .add(task);
    }

    @Override
    public void begin(long nowMillis) {
        refused.clear();
        last = Optional.empty();
    }

    @Override
    public Optional<FairFarm.Task> next() {
        last.filter(task -> task.startMillis < 0).ifPresent(task -> refused.add(task.shape));
        last = Optional.empty();
        waiting.forEach((team, shapes) -> shapes.forEach((shape, tasks) -> {
            if (refused.contains(shape)) return;
            if (last.isEmpty() || isBefore(tasks.getFirst(), last.get())) last = Optional.of(tasks.getFirst());
        }));
        return last;
    }

    @Override
    public void started(FairFarm.Task task, long nowMillis) {
        Map<FairFarm.Shape, ArrayDeque<FairFarm.Task>> shapes = waiting.get(task.team);
        ArrayDeque<FairFarm.Task> tasks = shapes.get(task.shape);
        tasks.remove();
        if (tasks.isEmpty()) shapes.remove(task.shape);
    }

    @Override
    public void finished(FairFarm.Task task, long nowMillis) {}

    @Override
    public boolean keepsPlaces() {
        return false;
    }

    /** Who came first goes first. */
    static final class Fifo extends OtherTurns {
        @Override
        boolean isBefore(FairFarm.Task a, FairFarm.Task b) {
            return a.number < b.number;
        }
    }

    /**
     * Dominant-resource fairness as first published: the team with the smallest dominant share of what runs now, all
     * teams at one level with the weight of their own.
     */
    static final class PlainDrf extends OtherTurns {
        private final double[] weights;
        private final long[] cpus;
        private final long[] gibs;

        PlainDrf(double[] weights) {
            this.weights = weights.clone();
            cpus = new long[weights.length];
            gibs = new long[weights.length];
        }

        @Override
        boolean isBefore(FairFarm.Task a, FairFarm.Task b) {
            int byShare = Double.compare(share(a.team), share(b.team));
            return byShare != 0 ? byShare < 0 : a.number < b.number;
        }

        private double share(int team) {
            return Math.max((double) cpus[team] / FairFarm.CPUS, (double) gibs[team] / FairFarm.GIBS) / weights[team];
        }

        @Override
        public void started(FairFarm.Task task, long nowMillis) {
            super.started(task, nowMillis);
            cpus[task.team] += task.shape.cpus();
            gibs[task.team] += task.shape.gibs();
        }

        @Override
        public void finished(FairFarm.Task task, long nowMillis) {
            cpus[task.team] -= task.shape.cpus();
            gibs[task.team] -= task.shape.gibs();
        }
    }
}

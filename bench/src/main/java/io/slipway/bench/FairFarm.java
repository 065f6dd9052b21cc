package io.slipway.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Equal agents in virtual time, filled in the order that {@link Turns} say: the fullest agent that fits takes the task.
 * Where turns keep places, a shape that was passed over often has an agent kept for it, the one that will soonest have
 * room: in each pass, what is offered after it starts elsewhere.
 */
final class FairFarm {
    static final int CPUS = 16;
    static final int GIBS = 64;

    /** Small tasks fill gaps, and large ones get their share; with 64 they got half of it. */
    private static final int PATIENCE = 8;

    final int agents;
    final Turns turns;
    private final int[] freeCpus;
    private final int[] freeGibs;
    private final PriorityQueue<Task> running = new PriorityQueue<>(Task.BY_END);
    private final List<Set<Task>> runningOn = new ArrayList<>();
    private long nowMillis;

    /** Overdue shapes with the agent kept for each. */
    private final Map<Shape, Integer> kept = new LinkedHashMap<>();

    private final Map<Shape, Integer> passedOver = new HashMap<>();

    /** What a task takes of an agent. */
    record Shape(int cpus, int gibs) {}

    /** Something that somebody waits for. */
    static final class Task {
        static final Comparator<Task> BY_END =
                Comparator.<Task>comparingLong(task -> task.endMillis).thenComparingLong(task -> task.number);

        final int team;
        final Shape shape;
        final long durationMillis;
        final long expectedMillis;
        final long number;
        long readyMillis;
        long startMillis = -1;
        long endMillis;
        int agent;

        Task(int team, Shape shape, long durationMillis, long expectedMillis, long number) {
            this.team = team;
            this.shape = shape;
            this.durationMillis = durationMillis;
            this.expectedMillis = expectedMillis;
            this.number = number;
        }
    }

    FairFarm(int agents, Turns turns) {
        this.agents = agents;
        this.turns = turns;
        freeCpus = new int[agents];
        freeGibs = new int[agents];
        for (int i = 0; i < agents; i++) {
            freeCpus[i] = CPUS;
            freeGibs[i] = GIBS;
            runningOn.add(new LinkedHashSet<>());
        }
    }

    long nowMillis() {
        return nowMillis;
    }

    void add(Task task) {
        task.readyMillis = nowMillis;
        turns.add(task);
    }

    /** When the next task ends; far away when none runs. */
    long nextEndMillis() {
        Task next = running.peek();
        return next == null ? Long.MAX_VALUE : next.endMillis;
    }

    /** Moves time on to a moment before or at the next end. */
    void advanceTo(long millis) {
        nowMillis = Math.max(nowMillis, millis);
    }

    /** Moves time on to the next end; the task that ended. */
    Optional<Task> finishNext() {
        Task ended = running.poll();
        if (ended == null) return Optional.empty();
        nowMillis = ended.endMillis;
        freeCpus[ended.agent] += ended.shape.cpus;
        freeGibs[ended.agent] += ended.shape.gibs;
        runningOn.get(ended.agent).remove(ended);
        turns.finished(ended, nowMillis);
        return Optional.of(ended);
    }

    /** Starts what fits, in order. */
    List<Task> fill() {
        List<Task> started = new ArrayList<>();
        Set<Shape> refused = new LinkedHashSet<>();
        Set<Integer> keptAgents = new HashSet<>();
        turns.begin(nowMillis);
        for (Optional<Task> turn = turns.next(); turn.isPresent(); turn = turns.next()) {
            Task task = turn.get();
            int agent = placeFor(task.shape, keptAgents);
            if (agent >= 0) {
                start(task, agent);
                started.add(task);
                countPassedOver(refused, keptAgents);
                continue;
            }
            refused.add(task.shape);
            if (turns.keepsPlaces() && passedOver.getOrDefault(task.shape, 0) >= PATIENCE) keep(task.shape, keptAgents);
        }
        return started;
    }

    /** A place is kept at once, before the next is offered. */
    private void countPassedOver(Set<Shape> refused, Set<Integer> keptAgents) {
        for (Shape shape : refused) {
            int times = passedOver.merge(shape, 1, Integer::sum);
            if (times == PATIENCE && turns.keepsPlaces()) keep(shape, keptAgents);
        }
    }

    private void start(Task task, int agent) {
        task.startMillis = nowMillis;
        task.endMillis = nowMillis + task.durationMillis;
        task.agent = agent;
        freeCpus[agent] -= task.shape.cpus;
        freeGibs[agent] -= task.shape.gibs;
        if (freeCpus[agent] < 0 || freeGibs[agent] < 0) throw new BenchException("an agent holds more than it has");
        running.add(task);
        runningOn.get(agent).add(task);
        turns.started(task, nowMillis);
        // What it was passed over while its place was kept counts for the next one.
        passedOver.computeIfPresent(task.shape, (shape, times) -> Math.max(0, times - PATIENCE));
        kept.remove(task.shape);
        kept.values().removeIf(other -> other == agent);
    }

    private void keep(Shape shape, Set<Integer> keptAgents) {
        Integer before = kept.get(shape);
        if (before != null && keptAgents.add(before)) return;
        int agent = soonestFor(shape, keptAgents);
        if (agent < 0) {
            // All are kept for those whose turn is earlier.
            kept.remove(shape);
            return;
        }
        keptAgents.add(agent);
        kept.put(shape, agent);
    }

    private int soonestFor(Shape shape, Set<Integer> keptAgents) {
        int soonest = -1;
        long soonestMillis = Long.MAX_VALUE;
        for (int agent = 0; agent < agents; agent++) {
            if (keptAgents.contains(agent)) continue;
            long millis = roomMillis(shape, agent);
            if (millis >= soonestMillis) continue;
            soonest = agent;
            soonestMillis = millis;
        }
        return soonest;
    }

    private long roomMillis(Shape shape, int agent) {
        int cpus = freeCpus[agent];
        int gibs = freeGibs[agent];
        List<Task> ending = new ArrayList<>(runningOn.get(agent));
        ending.sort(Task.BY_END);
        long millis = nowMillis;
        for (Task task : ending) {
            if (cpus >= shape.cpus && gibs >= shape.gibs) break;
            cpus += task.shape.cpus;
            gibs += task.shape.gibs;
            millis = task.endMillis;
        }
        return millis;
    }

    private int placeFor(Shape shape, Set<Integer> keptAgents) {
        int best = -1;
        for (int agent = 0; agent < agents; agent++) {
            if (!fits(shape, agent) || (best >= 0 && freeCpus[agent] >= freeCpus[best])) continue;
            if (keptAgents.isEmpty() || !keptAgents.contains(agent)) best = agent;
        }
        return best;
    }

    private boolean fits(Shape shape, int agent) {
        return shape.cpus <= freeCpus[agent] && shape.gibs <= freeGibs[agent];
    }

    /**
     * How long the tasks still run whose place, with what is free beside it, has room for this shape; the shortest first.
     * As many zeros as there are such places that are free already.
     */
    List<Long> remaindersOfPlacesFor(Shape shape) {
        List<Long> remainders = new ArrayList<>();
        for (int agent = 0; agent < agents; agent++) {
            if (fits(shape, agent)) remainders.add(0L);
            for (Task task : runningOn.get(agent)) {
                boolean fits = shape.cpus <= freeCpus[agent] + task.shape.cpus
                        && shape.gibs <= freeGibs[agent] + task.shape.gibs;
                if (fits) remainders.add(task.endMillis - nowMillis);
            }
        }
        remainders.sort(null);
        return remainders;
    }
}

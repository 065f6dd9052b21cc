package io.slipway.bench;

import io.slipway.core.graph.CriticalPath;
import io.slipway.core.graph.Dag;
import io.slipway.core.plan.Ranks;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Ranks 10,000 tasks with 30,000 edges, then lets them finish one after the other. With every completion one estimate of
 * what is still to be done changes: a factor between one half and two.
 */
final class ReplanBench implements Bench {
    private static final int TASKS = 10_000;
    private static final int EDGES = 30_000;
    /** How many tasks before it a task may need; small, so that chains are long and changes go far. */
    private static final int NEAR = 200;

    private static final int FULL_RANKS = 20;
    private static final int CHECK_EVERY = 2_500;

    @Override
    public Report run(Setting setting) {
        RandomGenerator random = setting.random();
        Dag<Integer> dag = graph(random);
        long[] millis = new long[TASKS];
        for (int i = 0; i < TASKS; i++) millis[i] = 1000 + random.nextInt(600_000);

        // Not warm: the first one too is what a submission waits for.
        long first = timeFullRanks(dag, millis);
        List<Double> full = new ArrayList<>();
        for (int i = 0; i < FULL_RANKS; i++) full.add(timeFullRanks(dag, millis) / 1e6);

        long[] nanos = new long[TASKS];
        for (int round = 0; round < setting.rounds(); round++) nanos = finishAll(dag, millis.clone(), random);
        return new Report("replan")
                .row("graph", "%d tasks, %d edges", TASKS, dag.edgeCount())
                .row("first ranks", "%.1f ms", first / 1e6)
                .figure("ranks_ms", Samples.median(full))
                .figure("completion_p99_ms", Samples.quantile(nanos, 0.99) / 1e6)
                .row("completion p50", "%.4f ms", Samples.quantile(nanos, 0.5) / 1e6)
                .row("slowest completion", "%.3f ms", Samples.quantile(nanos, 1) / 1e6);
    }

    private static Dag<Integer> graph(RandomGenerator random) {
        Dag.Builder<Integer> dag = Dag.builder();
        for (int i = 0; i < TASKS; i++) dag.add(i);
        Set<Long> edges = new HashSet<>();
        while (edges.size() < EDGES) {
            int then = 1 + random.nextInt(TASKS - 1);
            int first = then - 1 - random.nextInt(Math.min(NEAR, then));
            if (edges.add((long) first * TASKS + then)) dag.edge(first, then);
        }
        return dag.build();
    }

    private static long timeFullRanks(Dag<Integer> dag, long[] millis) {
        long start = System.nanoTime();
        Ranks<Integer> ranks = Ranks.of(dag, task -> millis[task]);
        long nanos = System.nanoTime() - start;
        if (ranks.longest() == 0) throw new BenchException("the ranks came to nothing");
        return nanos;
    }

    /** Completes what is ready, at random; how long each completion took. */
    private static long[] finishAll(Dag<Integer> dag, long[] millis, RandomGenerator random) {
        Ranks<Integer> ranks = Ranks.of(dag, task -> millis[task]);
        int[] missing = new int[TASKS];
        List<Integer> ready = new ArrayList<>();
        List<Integer> left = new ArrayList<>(dag.nodes());
        for (int task : dag.nodes()) {
            missing[task] = dag.predecessors(task).size();
            if (missing[task] == 0) ready.add(task);
        }
        boolean[] done = new boolean[TASKS];
        long[] nanos = new long[TASKS];
        for (int n = 0; n < TASKS; n++) {
            int task = takeAny(ready, random);
            done[task] = true;
            int other = left.get(random.nextInt(left.size()));
            while (done[other] && left.size() > 1) {
                left.remove((Integer) other);
                other = left.get(random.nextInt(left.size()));
            }
            millis[other] = Math.max(1, (long) (millis[other] * Math.pow(2, 2 * random.nextDouble() - 1)));

            long start = System.nanoTime();
            ranks.finish(task);
            ranks.change(other, millis[other]);
            nanos[n] = System.nanoTime() - start;

            for (int next : dag.successors(task)) if (--missing[next] == 0) ready.add(next);
            if (n % CHECK_EVERY == 0) check(dag, millis, done, ranks);
        }
        return nanos;
    }

    private static int takeAny(List<Integer> tasks, RandomGenerator random) {
        int at = random.nextInt(tasks.size());
        int taken = tasks.get(at);
        tasks.set(at, tasks.get(tasks.size() - 1));
        tasks.remove(tasks.size() - 1);
        return taken;
    }

    /** Against ranks from scratch. */
    private static void check(Dag<Integer> dag, long[] millis, boolean[] done, Ranks<Integer> ranks) {
        List<Integer> rest = dag.nodes().stream().filter(task -> !done[task]).toList();
        CriticalPath<Integer> fresh = CriticalPath.of(dag.restrictedTo(rest), task -> millis[task]);
        for (int task : rest) {
            if (fresh.rank(task) != ranks.rank(task)) throw new BenchException("task " + task + " has a stale rank");
        }
        if (fresh.length() != ranks.longest()) throw new BenchException("the critical path is stale");
    }
}

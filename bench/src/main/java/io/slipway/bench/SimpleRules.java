package io.slipway.bench;

import io.slipway.core.graph.Dag;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Schedulers that look once: the peers a planner must never fall behind. Written plainly, and with nothing of the planner
 * that they judge. Without communication and on equal slots HEFT is the order of upward ranks and PEFT always takes the
 * ready job with the longest way to go after it; both put each job where it finishes first, in gaps too.
 */
enum SimpleRules {
    FIFO {
        @Override
        long makespan(Project project) {
            return parallel(project, new double[project.size()]);
        }
    },
    LFT {
        @Override
        long makespan(Project project) {
            return parallel(project, negative(tails(project.dag(), project.takes())));
        }
    },
    HEFT {
        @Override
        long makespan(Project project) {
            double[] rank = tails(project.dag(), project.takes());
            for (int i = 0; i < rank.length; i++) rank[i] += project.takes()[i];
            return serial(project, negative(rank));
        }
    },
    PEFT {
        @Override
        long makespan(Project project) {
            return serial(project, negative(tails(project.dag(), project.takes())));
        }
    };

    abstract long makespan(Project project);

    static double criticalPath(Dag<Integer> dag, long[] takes) {
        double[] tail = tails(dag, takes);
        double longest = 0;
        for (int i = 0; i < takes.length; i++) longest = Math.max(longest, tail[i] + takes[i]);
        return longest;
    }

    /** By job, the longest chain after it. */
    private static double[] tails(Dag<Integer> dag, long[] takes) {
        double[] tail = new double[takes.length];
        List<Integer> jobs = dag.nodes();
        for (int n = jobs.size() - 1; n >= 0; n--) {
            int job = jobs.get(n);
            for (int next : dag.successors(job)) tail[job] = Math.max(tail[job], tail[next] + takes[next]);
        }
        return tail;
    }

    private static double[] negative(double[] values) {
        return Arrays.stream(values).map(value -> -value).toArray();
    }

    /** Jobs by key, smallest first, then in the order of the graph. */
    private static List<Integer> byKey(Project project, double[] key) {
        List<Integer> jobs = new ArrayList<>(project.dag().nodes());
        jobs.sort(Comparator.comparingDouble(job -> key[job]));
        return jobs;
    }

    private static long parallel(Project project, double[] key) {
        int[][] before = before(project);
        List<Integer> waiting = byKey(project, key);
        List<Integer> running = new ArrayList<>();
        long[] finish = new long[project.size()];
        Arrays.fill(finish, Long.MAX_VALUE);
        int[] free = project.capacity().clone();
        long now = 0;
        while (!waiting.isEmpty() || !running.isEmpty()) {
            boolean started = true;
            while (started) { // again, as what takes no time may let others start
                started = false;
                for (int n = 0; n < waiting.size(); n++) {
                    int job = waiting.get(n);
                    if (!areDone(before[job], finish, now) || !fits(project.demands()[job], free)) continue;
                    waiting.remove(n--);
                    finish[job] = now + project.takes()[job];
                    if (project.takes()[job] == 0) started = true;
                    else {
                        running.add(job);
                        for (int r = 0; r < free.length; r++) free[r] -= project.demands()[job][r];
                    }
                }
            }
            if (running.isEmpty()) break;
            long next = Long.MAX_VALUE;
            for (int job : running) next = Math.min(next, finish[job]);
            now = next;
            for (int n = running.size() - 1; n >= 0; n--) {
                int job = running.get(n);
                if (finish[job] > now) continue;
                running.remove(n);
                for (int r = 0; r < free.length; r++) free[r] += project.demands()[job][r];
            }
        }
        if (!waiting.isEmpty()) throw new BenchException(project.id() + ": a simple rule got stuck");
        return now;
    }

    /** By job, what it waits for. */
    private static int[][] before(Project project) {
        int[][] before = new int[project.size()][];
        for (int job : project.dag().nodes()) {
            before[job] = project.dag().predecessors(job).stream()
                    .mapToInt(Integer::intValue)
                    .toArray();
        }
        return before;
    }

    private static boolean areDone(int[] jobs, long[] finish, long now) {
        for (int job : jobs) if (finish[job] > now) return false;
        return true;
    }

    private static boolean fits(int[] demand, int[] free) {
        for (int r = 0; r < free.length; r++) if (demand[r] > free[r]) return false;
        return true;
    }

    private static long serial(Project project, double[] key) {
        int[][] before = before(project);
        List<Integer> waiting = byKey(project, key);
        long[] finish = new long[project.size()];
        Arrays.fill(finish, Long.MAX_VALUE);
        TreeMap<Long, int[]> free = new TreeMap<>(Map.of(0L, project.capacity().clone())); // from each time on
        long makespan = 0;
        while (!waiting.isEmpty()) {
            int at = 0;
            while (!areDone(before[waiting.get(at)], finish, Long.MAX_VALUE - 1)) at++;
            int job = waiting.remove(at);
            long earliest = 0;
            for (int other : before[job]) earliest = Math.max(earliest, finish[other]);
            finish[job] = place(project.demands()[job], project.takes()[job], earliest, free);
            makespan = Math.max(makespan, finish[job]);
        }
        return makespan;
    }

    /** Takes the earliest gap that is long enough; when it ends. */
    private static long place(int[] demand, long takes, long earliest, TreeMap<Long, int[]> free) {
        if (takes == 0) return earliest;
        long from = earliest;
        for (Long step = free.floorKey(earliest); step != null && step < from + takes; step = free.higherKey(step)) {
            if (!fits(demand, free.get(step))) from = free.higherKey(step); // the last step has everything free
        }
        split(free, from);
        split(free, from + takes);
        for (int[] left : free.subMap(from, from + takes).values()) {
            for (int r = 0; r < demand.length; r++) left[r] -= demand[r];
        }
        return from + takes;
    }

    private static void split(TreeMap<Long, int[]> free, long time) {
        free.putIfAbsent(time, free.floorEntry(time).getValue().clone());
    }
}

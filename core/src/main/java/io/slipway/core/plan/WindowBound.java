package io.slipway.core.plan;

import io.slipway.core.plan.LowerBound.Argument;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Bounds from what has to be done between the earliest start and the latest finish of a set of tasks. Every task has a
 * head, the time before which it cannot start, and a tail, the time that passes after it. For the tasks with head at
 * least h and tail at least q, all work of theirs lies in a window of {@code makespan - h - q}.
 */
final class WindowBound {
    private static final int MOST_THRESHOLDS = 256;
    /** Steps for pairs of thresholds in all calls together; a few milliseconds at most. */
    private static final double MOST_STEPS = 500_000;

    private final long[] head;
    private final long[] tail;
    private final long[] takes;

    WindowBound(long[] head, long[] tail, long[] takes) {
        this.head = head;
        this.tail = tail;
        this.takes = takes;
    }

    /**
     * {@code makespan >= h + q + work / pace} for every h and q. O(V × thresholds).
     *
     * @param takes by task, on an agent of speed 1
     * @param pace of all agents together: each agent's speed by its room
     */
    Bound of(int[] tasks, double[] takes, long[] amount, double pace, Bound known) {
        Bound bound = known;
        int[] byTail = sorted(tasks, tail);
        for (long h : thresholds(tasks, head, MOST_THRESHOLDS)) {
            double work = 0;
            for (int i : byTail) {
                if (head[i] < h) continue;
                work += takes[i] * amount[i];
                long least = (long) Math.ceil(work / pace * (1 - 1e-12));
                bound = bound.or(h + tail[i] + least, Argument.ENERGY);
            }
        }
        return bound;
    }

    /**
     * The same where at most {@code machines} of the tasks can run at a time, each on one of so many machines: the work
     * of all by the number of machines, and for every k the {@code k × machines + 1} longest tasks, of which some machine
     * gets {@code k + 1} (pigeonhole). With one machine this is the disjunctive bound.
     *
     * @param calls how often this is called for one backlog, to share out the effort
     */
    Bound ofMachines(int[] tasks, int machines, int calls, Bound known) {
        Argument argument = machines == 1 ? Argument.DISJUNCTION : Argument.ENERGY;
        Bound bound = known;
        int[] byTail = sorted(tasks, tail);
        for (long h : thresholds(tasks, head, MOST_THRESHOLDS)) {
            long work = 0;
            for (int i : byTail) {
                if (head[i] < h) continue;
                work += takes[i];
                bound = bound.or(h + tail[i] + (work + machines - 1) / machines, argument);
            }
        }
        if (machines == 1) return bound;
        int[] byLength = sorted(tasks, takes);
        long[] sums = new long[tasks.length + 1];
        int coarse = (int) Math.max(2, Math.sqrt(MOST_STEPS / calls / tasks.length));
        long[] tails = thresholds(tasks, tail, coarse);
        for (long h : thresholds(tasks, head, coarse)) {
            for (long q : tails) {
                int count = 0;
                for (int i : byLength) {
                    if (head[i] < h || tail[i] < q) continue;
                    sums[count + 1] = sums[count] + takes[i];
                    if (count > 0 && count % machines == 0) {
                        int together = count / machines + 1;
                        bound = bound.or(h + q + sums[count + 1] - sums[count + 1 - together], argument);
                    }
                    count++;
                }
            }
        }
        return bound;
    }

    /** Largest first. */
    private static int[] sorted(int[] tasks, long[] by) {
        return IntStream.of(tasks)
                .boxed()
                .sorted((a, b) -> Long.compare(by[b], by[a]))
                .mapToInt(i -> i)
                .toArray();
    }

    /** The distinct values, or so many of them evenly. */
    private static long[] thresholds(int[] tasks, long[] of, int most) {
        long[] distinct =
                Arrays.stream(tasks).mapToLong(i -> of[i]).distinct().sorted().toArray();
        if (distinct.length <= most) return distinct;
        long[] some = new long[most];
        for (int i = 0; i < most; i++) some[i] = distinct[(int) ((long) i * distinct.length / most)];
        return some;
    }
}

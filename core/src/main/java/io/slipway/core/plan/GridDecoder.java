package io.slipway.core.plan;

import java.util.Arrays;

/**
 * Decodes a backlog of one agent whose amounts fit into one {@code long} and whose horizon is short: what is free is one
 * number for every unit of time. O(V + sum of durations) a schedule, a few microseconds for a hundred tasks.
 */
final class GridDecoder extends Decoder {
    /** The profile of such a horizon, in units of time, stays in a processor's nearest cache. */
    private static final int LONGEST_HORIZON = 2048;

    private final int[] takes;
    private final long[] wanted;
    private final long guard;
    private final long capacity;
    private final int[] start;
    private final int[] finish;
    /** What is free in each unit of time; everything from {@link #used} on. */
    private final long[] free;

    private int used;

    private final int[] missing;
    private final int[] position;
    private final long[] ready;
    /** The tasks that finish at a time, as a list linked through {@link #nextEnding}; -1 at its end. */
    private final int[] ending;

    private final int[] nextEnding;
    private final int[] counts;

    GridDecoder(Backlog backlog) {
        super(backlog);
        int size = backlog.size;
        takes = new int[size];
        int horizon = 1;
        for (int i = 0; i < size; i++) horizon += takes[i] = (int) backlog.duration[0][i];
        wanted = backlog.wanted;
        guard = backlog.guard[0];
        capacity = backlog.capacity[0];
        start = new int[size];
        finish = new int[size];
        free = new long[horizon];
        Arrays.fill(free, capacity);
        missing = new int[size];
        position = new int[size];
        ready = new long[(size + 63) / 64];
        ending = new int[horizon];
        Arrays.fill(ending, -1);
        nextEnding = new int[size];
        counts = new int[horizon + 1];
    }

    static boolean suits(Backlog backlog) {
        if (backlog.agents() > 1 || backlog.words > 1) return false;
        long horizon = 1;
        for (long takes : backlog.shortest) horizon += Math.min(takes, LONGEST_HORIZON);
        return horizon <= LONGEST_HORIZON;
    }

    @Override
    long serial(int[] list, boolean backward) {
        long[] free = this.free;
        int[] finish = this.finish;
        int[] from = from(backward);
        int[] waitsFor = waitsFor(backward);
        long guard = this.guard;
        Arrays.fill(free, 0, used, capacity);
        int makespan = 0;
        for (int task : list) {
            int earliest = 0;
            for (int e = from[task], end = from[task + 1]; e < end; e++) {
                int done = finish[waitsFor[e]];
                if (done > earliest) earliest = done;
            }
            int length = takes[task];
            long want = wanted[task];
            // Looks at the window from its end: what does not fit there moves the window the furthest.
            int known = earliest;
            int at = earliest;
            for (int p = at + length - 1; p >= known; p--) {
                if (((free[p] - want) & guard) != guard) {
                    known = at + length;
                    at = p + 1;
                    p = at + length;
                }
            }
            int end = at + length;
            for (int p = at; p < end; p++) free[p] -= want;
            start[task] = at;
            finish[task] = end;
            if (end > makespan) makespan = end;
        }
        used = makespan;
        return makespan;
    }

    @Override
    long parallel(int[] list, boolean backward) {
        int[] from = from(backward);
        int[] nextFrom = from(!backward);
        int[] next = waitsFor(!backward);
        Arrays.fill(ready, 0);
        for (int p = 0; p < list.length; p++) {
            int task = list[p];
            position[task] = p;
            missing[task] = from[task + 1] - from[task];
            if (missing[task] == 0) ready[p >> 6] |= 1L << p;
        }
        long left = capacity;
        int now = 0;
        for (int undone = list.length; ; now++) {
            for (int done = ending[now]; done >= 0; done = nextEnding[done]) {
                undone--;
                if (takes[done] > 0) left += wanted[done];
                for (int e = nextFrom[done]; e < nextFrom[done + 1]; e++) {
                    int p = position[next[e]];
                    if (--missing[next[e]] == 0) ready[p >> 6] |= 1L << p;
                }
            }
            boolean ended = now == 0 || ending[now] >= 0;
            ending[now] = -1;
            if (undone == 0) return now;
            if (!ended) continue;
            left = startWhatFits(list, now, left);
            if (ending[now] >= 0) now--; // what takes no time has ended already
        }
    }

    private long startWhatFits(int[] list, int now, long before) {
        long left = before;
        for (int w = 0; w < ready.length; w++) {
            for (long rest = ready[w]; rest != 0; rest &= rest - 1) {
                int p = (w << 6) + Long.numberOfTrailingZeros(rest);
                int task = list[p];
                int length = takes[task];
                if (length > 0) {
                    if (((left - wanted[task]) & guard) != guard) continue;
                    left -= wanted[task];
                }
                ready[w] &= ~(1L << p);
                start[task] = now;
                finish[task] = now + length;
                nextEnding[task] = ending[now + length];
                ending[now + length] = task;
            }
        }
        return left;
    }

    @Override
    long start(int task) {
        return start[task];
    }

    @Override
    long finish(int task) {
        return finish[task];
    }

    @Override
    int agent(int task) {
        return 0;
    }

    @Override
    void listByStart(int[] list, boolean backward) {
        count(start);
        // Counted down, so that the last of equal ones is put last.
        for (int n = list.length - 1; n >= 0; n--) {
            int task = backward ? list.length - 1 - n : n;
            list[--counts[start[task]]] = task;
        }
    }

    @Override
    void listByFinish(int[] list, boolean backward) {
        count(finish);
        int last = list.length - 1;
        for (int n = last; n >= 0; n--) {
            int task = backward ? last - n : n;
            list[last - --counts[finish[task]]] = task;
        }
    }

    /** Makes {@code counts[t]} the number of tasks whose time is at most t. */
    private void count(int[] time) {
        int latest = 0;
        for (int t : time) if (t > latest) latest = t;
        Arrays.fill(counts, 0, latest + 1, 0);
        for (int t : time) counts[t]++;
        for (int t = 1; t <= latest; t++) counts[t] += counts[t - 1];
    }
}

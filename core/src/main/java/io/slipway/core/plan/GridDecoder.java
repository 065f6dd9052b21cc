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

    private final ReadyTasks ready;
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
        ready = new ReadyTasks(backlog);
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
        ready.begin(list, backward);
        long left = capacity;
        for (int now = 0; ; now++) {
            boolean changed = now == 0;
            for (int done = ending[now]; done >= 0; done = nextEnding[done]) {
                left += wanted[done];
                ready.finish(done);
                changed = true;
            }
            ending[now] = -1;
            if (changed) left = startWhatFits(now, left);
            if (ready.isAllDone()) return now;
        }
    }

    private long startWhatFits(int now, long before) {
        long left = before;
        for (int p = ready.next(0); p >= 0; p = ready.next(p + 1)) {
            int task = ready.at(p);
            if (((left - wanted[task]) & guard) != guard) continue;
            ready.take(p);
            start[task] = now;
            finish[task] = now + takes[task];
            if (takes[task] == 0) {
                p = Math.min(p, ready.finish(task) - 1);
                continue;
            }
            left = hold(task, left);
        }
        return left;
    }

    private long hold(int task, long left) {
        nextEnding[task] = ending[finish[task]];
        ending[finish[task]] = task;
        return left - wanted[task];
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
    void listByFinish(int[] list, boolean backward) {
        count(finish);
        int last = list.length - 1;
        // Counted down, so that the last of equal ones is put last.
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

package io.slipway.core.plan;

import java.util.Arrays;

/**
 * Decodes any backlog: what each agent has free is a list of steps in time, whose number grows with the tasks and not
 * with the horizon. Serial O(V × (agents + steps met)), parallel O(V log V + events × classes).
 */
final class StepDecoder extends Decoder {
    private final int words;
    private final long[] start;
    private final long[] finish;
    private final int[] agent;
    /** By agent: when a step begins, what is free in it, and how many steps there are; the last one never ends. */
    private final long[][] stepAt;

    private final long[][] stepFree;
    private final int[] steps;

    private final ReadyTasks ready;
    /** By class: in which round there was no room for it. */
    private final int[] full;

    private final long[] free;
    private final TaskHeap running;
    private final TaskSorter sorter;

    StepDecoder(Backlog backlog) {
        super(backlog);
        int size = backlog.size;
        words = backlog.words;
        start = new long[size];
        finish = new long[size];
        agent = new int[size];
        stepAt = new long[backlog.agents()][16];
        stepFree = new long[backlog.agents()][16 * words];
        steps = new int[backlog.agents()];
        ready = new ReadyTasks(backlog);
        full = new int[backlog.agentsOf.length];
        free = new long[backlog.capacity.length];
        running = new TaskHeap(finish);
        sorter = new TaskSorter(size);
    }

    @Override
    long serial(int[] list, boolean backward) {
        for (int k = 0; k < steps.length; k++) {
            steps[k] = 1;
            System.arraycopy(backlog.capacity, k * words, stepFree[k], 0, words);
        }
        int[] from = from(backward);
        int[] waitsFor = waitsFor(backward);
        long makespan = 0;
        for (int task : list) {
            long earliest = 0;
            for (int e = from[task]; e < from[task + 1]; e++) earliest = Math.max(earliest, finish[waitsFor[e]]);
            makespan = Math.max(makespan, place(task, earliest));
        }
        return makespan;
    }

    private long place(int task, long earliest) {
        int[] able = backlog.agentsOf[backlog.classOf[task]];
        int best = able[0];
        long bestStart = earliest;
        long bestFinish = Long.MAX_VALUE;
        for (int k : able) {
            long takes = backlog.duration[k][task];
            if (earliest + takes >= bestFinish) break; // the rest is not faster
            long found = takes == 0 ? earliest : findRoom(k, task, earliest, takes);
            if (found + takes < bestFinish) {
                best = k;
                bestStart = found;
                bestFinish = found + takes;
            }
        }
        if (bestFinish > bestStart) reserve(best, task, bestStart, bestFinish);
        agent[task] = best;
        start[task] = bestStart;
        finish[task] = bestFinish;
        return bestFinish;
    }

    private long findRoom(int k, int task, long earliest, long takes) {
        long[] at = stepAt[k];
        int count = steps[k];
        long from = earliest;
        for (int s = stepOf(k, earliest); ; s++) {
            if (!fits(stepFree[k], s * words, task)) from = at[s + 1]; // the last step has everything free
            else if (s + 1 == count || at[s + 1] >= from + takes) return from;
        }
    }

    private int stepOf(int k, long time) {
        int found = Arrays.binarySearch(stepAt[k], 0, steps[k], time);
        return found >= 0 ? found : -found - 2;
    }

    private boolean fits(long[] amounts, int at, int task) {
        long[] guard = backlog.guard;
        for (int w = 0; w < words; w++) {
            if (((amounts[at + w] - backlog.wanted[task * words + w]) & guard[w]) != guard[w]) return false;
        }
        return true;
    }

    private void reserve(int k, int task, long from, long to) {
        int first = splitAt(k, from);
        int last = splitAt(k, to);
        long[] amounts = stepFree[k];
        for (int s = first; s < last; s++) {
            for (int w = 0; w < words; w++) amounts[s * words + w] -= backlog.wanted[task * words + w];
        }
    }

    /** The step that begins at {@code time}, which is made when there is none. */
    private int splitAt(int k, long time) {
        int s = stepOf(k, time);
        if (stepAt[k][s] == time) return s;
        int count = steps[k]++;
        if (count == stepAt[k].length) {
            stepAt[k] = Arrays.copyOf(stepAt[k], 2 * count);
            stepFree[k] = Arrays.copyOf(stepFree[k], 2 * count * words);
        }
        System.arraycopy(stepAt[k], s + 1, stepAt[k], s + 2, count - s - 1);
        System.arraycopy(stepFree[k], s * words, stepFree[k], (s + 1) * words, (count - s) * words);
        stepAt[k][s + 1] = time;
        return s + 1;
    }

    @Override
    long parallel(int[] list, boolean backward) {
        ready.begin(list, backward);
        Arrays.fill(full, 0);
        System.arraycopy(backlog.capacity, 0, free, 0, free.length);
        running.clear();
        long now = 0;
        for (int round = 1; ; round++) {
            startWhatFits(now, round);
            if (running.isEmpty()) return now;
            now = finish[running.first()];
            while (!running.isEmpty() && finish[running.first()] == now) {
                int done = running.takeFirst();
                give(done);
                ready.finish(done);
            }
        }
    }

    private void startWhatFits(long now, int round) {
        int fullClasses = 0;
        for (int p = ready.next(0); p >= 0; p = ready.next(p + 1)) {
            int task = ready.at(p);
            int kind = backlog.classOf[task];
            if (full[kind] == round) continue;
            int k = roomNow(task);
            if (k < 0) {
                // What is free only shrinks until time moves on.
                full[kind] = round;
                if (++fullClasses == full.length) return;
                continue;
            }
            ready.take(p);
            p = Math.min(p, startOn(k, task, now) - 1);
        }
    }

    /** The first place with a task that may start since then, as this one takes no time; else one behind all. */
    private int startOn(int k, int task, long now) {
        agent[task] = k;
        start[task] = now;
        finish[task] = now + backlog.duration[k][task];
        if (finish[task] == now) return ready.finish(task);
        take(task);
        running.add(task);
        return Integer.MAX_VALUE;
    }

    private int roomNow(int task) {
        int[] able = backlog.agentsOf[backlog.classOf[task]];
        for (int k : able) if (fits(free, k * words, task)) return k;
        return -1;
    }

    private void take(int task) {
        for (int w = 0; w < words; w++) free[agent[task] * words + w] -= backlog.wanted[task * words + w];
    }

    private void give(int task) {
        for (int w = 0; w < words; w++) free[agent[task] * words + w] += backlog.wanted[task * words + w];
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
        return agent[task];
    }

    @Override
    void listByFinish(int[] list, boolean backward) {
        // The other direction's topological order breaks ties, as a task without duration starts when it finishes.
        sorter.sort(list, finish, backward);
        for (int i = 0, j = list.length - 1; i < j; i++, j--) {
            int swapped = list[i];
            list[i] = list[j];
            list[j] = swapped;
        }
    }
}

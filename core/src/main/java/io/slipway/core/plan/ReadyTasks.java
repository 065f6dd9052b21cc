package io.slipway.core.plan;

import java.util.Arrays;

/**
 * Which tasks may start, by their place in a list: a bit for every place, so that the first of them is found 64 places at
 * a time. Confined to one thread.
 */
final class ReadyTasks {
    private final Backlog backlog;
    private final int[] missing;
    private final int[] position;
    private final long[] ready;
    private int[] list = new int[0];
    private int[] next = new int[0];
    private int[] nextFrom = new int[0];
    private int undone;

    ReadyTasks(Backlog backlog) {
        this.backlog = backlog;
        missing = new int[backlog.size];
        position = new int[backlog.size];
        ready = new long[(backlog.size + 63) / 64];
    }

    /** Forgets everything; then only what waits for nothing is ready. O(V). */
    void begin(int[] order, boolean backward) {
        int[] from = backward ? backlog.afterFrom : backlog.beforeFrom;
        nextFrom = backward ? backlog.beforeFrom : backlog.afterFrom;
        next = backward ? backlog.before : backlog.after;
        list = order;
        undone = order.length;
        Arrays.fill(ready, 0);
        for (int p = 0; p < order.length; p++) {
            int task = order[p];
            position[task] = p;
            missing[task] = from[task + 1] - from[task];
            if (missing[task] == 0) ready[p >> 6] |= 1L << p;
        }
    }

    /** The first place at {@code from} or behind it with a task that is ready; -1 when there is none. */
    int next(int from) {
        int w = from >> 6;
        if (w >= ready.length) return -1;
        long word = ready[w] & (-1L << from);
        while (word == 0) {
            if (++w == ready.length) return -1;
            word = ready[w];
        }
        return (w << 6) + Long.numberOfTrailingZeros(word);
    }

    /** The task that stands there. */
    int at(int place) {
        return list[place];
    }

    /** It has been started. */
    void take(int place) {
        ready[place >> 6] &= ~(1L << place);
    }

    /** It is done; the first place with a task that has become ready by that, or a place behind all. */
    int finish(int task) {
        undone--;
        int first = list.length;
        for (int e = nextFrom[task], end = nextFrom[task + 1]; e < end; e++) {
            if (--missing[next[e]] > 0) continue;
            int p = position[next[e]];
            ready[p >> 6] |= 1L << p;
            if (p < first) first = p;
        }
        return first;
    }

    boolean isAllDone() {
        return undone == 0;
    }
}

package io.slipway.core.plan;

/** How long the longest chain is that has to be done after a task, or before it. */
final class Tails {
    private Tails() {}

    /** By task, its own duration not counted, all on the fastest agents. O(V + E). */
    static long[] of(Backlog backlog, boolean backward) {
        return of(backlog, backlog.shortest, backward);
    }

    /** By task, how long it takes on average where it can run. O(V × agents of the tasks' classes). */
    static long[] means(Backlog backlog) {
        long[] mean = new long[backlog.size];
        for (int i = 0; i < mean.length; i++) {
            int[] able = backlog.agentsOf[backlog.classOf[i]];
            for (int k : able) mean[i] += backlog.duration[k][i];
            mean[i] /= able.length;
        }
        return mean;
    }

    /** The same for other durations. */
    static long[] of(Backlog backlog, long[] takes, boolean backward) {
        int[] from = backward ? backlog.beforeFrom : backlog.afterFrom;
        int[] next = backward ? backlog.before : backlog.after;
        long[] tail = new long[backlog.size];
        for (int n = 0; n < tail.length; n++) {
            int i = backward ? n : tail.length - 1 - n;
            for (int e = from[i]; e < from[i + 1]; e++) {
                tail[i] = Math.max(tail[i], tail[next[e]] + takes[next[e]]);
            }
        }
        return tail;
    }
}

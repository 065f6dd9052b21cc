package io.slipway.core.plan;

import java.util.Arrays;

/** The simple rules, each a number per task by which tasks are taken, smallest first. */
final class PriorityRules {
    private final Backlog backlog;
    private final TaskSorter sorter;
    private final int[] missing;
    private final long[] ready;
    private final int[] byKey;
    private final int[] position;

    PriorityRules(Backlog backlog) {
        this.backlog = backlog;
        sorter = new TaskSorter(backlog.size);
        missing = new int[backlog.size];
        ready = new long[(backlog.size + 63) / 64];
        byKey = new int[backlog.size];
        position = new int[backlog.size];
    }

    /** Each rule with both schemes; a search stops them only when it can prove that its best is the best of all. */
    void tryAll(Search search) {
        long[] tail = Tails.of(backlog, false);
        long[] key = new long[backlog.size];
        int[] list = new int[backlog.size];
        for (Rule rule : Rule.values()) {
            for (int i = 0; i < key.length; i++) key[i] = rule.key(i, backlog.shortest[i], tail[i]);
            order(key, list);
            search.parallel(list, false);
            topologicalOrder(key, list, false);
            search.serial(list, false);
            if (search.best() <= search.bound) return;
        }
    }

    private enum Rule {
        LONGEST_TAIL { // latest finish first, as it is called when counted from the end
            @Override
            long key(int task, long shortest, long tail) {
                return -tail;
            }
        },
        UPWARD_RANK {
            @Override
            long key(int task, long shortest, long tail) {
                return -tail - shortest;
            }
        },
        SHORTEST {
            @Override
            long key(int task, long shortest, long tail) {
                return shortest;
            }
        },
        AS_GIVEN {
            @Override
            long key(int task, long shortest, long tail) {
                return task;
            }
        };

        abstract long key(int task, long shortest, long tail);
    }

    /** Tasks by key, smallest first, whatever they wait for; of equal ones the first in topological order. */
    void order(long[] key, int[] list) {
        sorter.sort(list, key, false);
    }

    /** Of the tasks whose needs are listed always the one with the smallest key. O(V² / 64 + E) at worst. */
    void topologicalOrder(long[] key, int[] list, boolean backward) {
        int[] from = backward ? backlog.afterFrom : backlog.beforeFrom;
        int[] nextFrom = backward ? backlog.beforeFrom : backlog.afterFrom;
        int[] next = backward ? backlog.before : backlog.after;
        sorter.sort(byKey, key, backward);
        Arrays.fill(ready, 0);
        for (int p = 0; p < byKey.length; p++) {
            int task = byKey[p];
            position[task] = p;
            missing[task] = from[task + 1] - from[task];
            if (missing[task] == 0) ready[p >> 6] |= 1L << p;
        }
        int w = 0;
        for (int n = 0; n < list.length; n++) {
            while (ready[w] == 0) w++;
            int p = (w << 6) + Long.numberOfTrailingZeros(ready[w]);
            ready[w] &= ready[w] - 1;
            int task = byKey[p];
            list[n] = task;
            for (int e = nextFrom[task]; e < nextFrom[task + 1]; e++) {
                if (--missing[next[e]] > 0) continue;
                int freed = position[next[e]];
                ready[freed >> 6] |= 1L << freed;
                w = Math.min(w, freed >> 6);
            }
        }
    }
}

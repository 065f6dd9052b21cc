package io.slipway.core.plan;

import java.util.Arrays;

/** The simple rules, each a number per task by which tasks are taken, smallest first. */
final class PriorityRules {
    private final Backlog backlog;
    private final TaskSorter sorter;
    private final ReadyTasks ready;
    private final int[] byKey;

    PriorityRules(Backlog backlog) {
        this.backlog = backlog;
        sorter = new TaskSorter(backlog.size);
        ready = new ReadyTasks(backlog);
        byKey = new int[backlog.size];
    }

    /** Each rule with both schemes; a search stops them only when it can prove that its best is the best of all. */
    void tryAll(Search search) {
        long[] tail = Tails.of(backlog, false);
        long[] key = new long[backlog.size];
        int[] list = new int[backlog.size];
        for (Rule rule : Rule.values()) {
            for (int i = 0; i < key.length; i++) key[i] = rule.key(i, backlog.shortest[i], tail[i]);
            tryBoth(search, key, list);
            if (search.best() <= search.bound()) return;
        }
        tryMeanRank(search, key, list);
    }

    /**
     * Upward rank with each task as long as it is on average where it can run (HEFT: Topcuoglu, Hariri, Wu 2002). The same
     * as with the fastest agents where all are equally fast.
     */
    private void tryMeanRank(Search search, long[] key, int[] list) {
        long[] mean = Tails.means(backlog);
        if (Arrays.equals(mean, backlog.shortest)) return;
        long[] tail = Tails.of(backlog, mean, false);
        for (int i = 0; i < key.length; i++) key[i] = -tail[i] - mean[i];
        tryBoth(search, key, list);
    }

    private void tryBoth(Search search, long[] key, int[] list) {
        order(key, list);
        search.parallel(list, false);
        topologicalOrder(key, list, false);
        search.serial(list, false);
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
        sorter.sort(byKey, key, backward);
        ready.begin(byKey, backward);
        for (int n = 0, from = 0; n < list.length; n++) {
            int p = ready.next(from);
            ready.take(p);
            list[n] = ready.at(p);
            from = Math.min(p, ready.finish(list[n]));
        }
    }
}

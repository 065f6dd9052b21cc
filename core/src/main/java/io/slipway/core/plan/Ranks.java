package io.slipway.core.plan;

import io.slipway.core.graph.Dag;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * The ranks of what is still to be done, kept while tasks finish and estimates change: how long from a task's start until
 * everything after it is done. Those with the longest rank go first.
 *
 * <p>Says the same as {@link io.slipway.core.graph.CriticalPath} of the rest of the graph, without starting again:
 *
 * <pre>rank(t) = weight(t) + max(0, rank(s) for every s after t)    (upward rank, Topcuoglu et al. 2002)</pre>
 *
 * A change goes up from the changed task in reverse topological order, so that each task is looked at once and only if
 * the rank of something after it changed (as in dynamic longest paths, Katriel, Michel, Van Hentenryck 2005). The largest
 * rank of all is the root of a tournament over the tasks.
 *
 * <p>Confined to one thread. Made in O(V + E). A change takes O(V / 64 + a log V + b) for the a tasks whose rank changes
 * and the b edges at them; a task that finishes after all it waited for changes no other's rank and takes O(log V).
 *
 * @param <N> tasks
 */
public final class Ranks<N> {
    private final List<N> tasks;
    private final Map<N, Integer> numbers;
    private final int[] beforeFrom;
    private final int[] before;
    private final int[] afterFrom;
    private final int[] after;
    private final long[] weight;
    private final long[] rank;
    private final boolean[] done;
    private int left;
    /** Tasks whose rank may not be what it should be; empty between calls. */
    private final BitSet stale;
    /** Leaf i is at {@code leaves + i}; every inner node is the larger of its children. */
    private final long[] tournament;

    private final int leaves;

    private Ranks(Dag<N> dag, ToLongFunction<N> weightOf) {
        tasks = dag.nodes();
        int size = tasks.size();
        numbers = new HashMap<>(size * 2);
        for (int i = 0; i < size; i++) numbers.put(tasks.get(i), i);
        afterFrom = new int[size + 1];
        beforeFrom = new int[size + 1];
        after = new int[dag.edgeCount()];
        before = new int[after.length];
        connect(dag);
        weight = new long[size];
        rank = new long[size];
        done = new boolean[size];
        left = size;
        stale = new BitSet(size);
        leaves = Math.max(1, Integer.highestOneBit(Math.max(1, size - 1)) << 1);
        tournament = new long[2 * leaves];
        for (int i = size - 1; i >= 0; i--) {
            weight[i] = checked(weightOf.applyAsLong(tasks.get(i)), tasks.get(i));
            rank[i] = rankNow(i);
            tournament[leaves + i] = rank[i];
        }
        for (int i = leaves - 1; i > 0; i--) tournament[i] = Math.max(tournament[2 * i], tournament[2 * i + 1]);
    }

    /**
     * @param weight how long a task takes, at least 0, in any unit
     */
    public static <N> Ranks<N> of(Dag<N> dag, ToLongFunction<N> weight) {
        return new Ranks<>(dag, weight);
    }

    private void connect(Dag<N> dag) {
        int edges = 0;
        for (int i = 0; i < tasks.size(); i++) {
            for (N next : dag.successors(tasks.get(i))) {
                int then = number(next);
                after[edges++] = then;
                beforeFrom[then + 1]++;
            }
            afterFrom[i + 1] = edges;
        }
        for (int i = 0; i < tasks.size(); i++) beforeFrom[i + 1] += beforeFrom[i];
        int[] filled = Arrays.copyOf(beforeFrom, tasks.size());
        for (int i = 0; i < tasks.size(); i++) {
            for (int e = afterFrom[i]; e < afterFrom[i + 1]; e++) before[filled[after[e]]++] = i;
        }
    }

    /** How long from the task's start until everything after it is done; 0 when it is done itself. */
    public long rank(N task) {
        return rank[number(task)];
    }

    /** How long all that is left takes at least, were everything started as soon as it can; 0 when all is done. */
    public long longest() {
        return tournament[1];
    }

    /** How many tasks are not done. */
    public int left() {
        return left;
    }

    /** The chain of tasks that decides when all is done, first to last; empty when all is done. */
    public List<N> criticalPath() {
        List<N> path = new ArrayList<>();
        if (left == 0) return path;
        int at = 1;
        while (at < leaves) at = tournament[2 * at] == tournament[at] ? 2 * at : 2 * at + 1;
        int task = at - leaves;
        while (done[task]) task++; // it has rank 0, as all that are left, and those stand behind it
        path.add(tasks.get(task));
        for (int next = heaviestAfter(task); next >= 0; next = heaviestAfter(task)) {
            path.add(tasks.get(next));
            task = next;
        }
        return Collections.unmodifiableList(path);
    }

    private int heaviestAfter(int task) {
        int heaviest = -1;
        for (int e = afterFrom[task]; e < afterFrom[task + 1]; e++) {
            int next = after[e];
            if (!done[next] && (heaviest < 0 || rank[next] > rank[heaviest])) heaviest = next;
        }
        return heaviest;
    }

    /** Takes note that the task is done, in whatever way; the second time nothing happens. */
    public void finish(N task) {
        int i = number(task);
        if (done[i]) return;
        done[i] = true;
        left--;
        spread(i);
    }

    /** Takes note that the task is expected to take another time than before; of a done task it changes nothing. */
    public void change(N task, long newWeight) {
        int i = number(task);
        weight[i] = checked(newWeight, task);
        if (!done[i]) spread(i);
    }

    private void spread(int changed) {
        stale.set(changed);
        for (int i = changed; i >= 0; i = stale.previousSetBit(i)) {
            stale.clear(i);
            long now = rankNow(i);
            if (now == rank[i]) continue;
            rank[i] = now;
            tell(i, now);
            for (int e = beforeFrom[i]; e < beforeFrom[i + 1]; e++) if (!done[before[e]]) stale.set(before[e]);
        }
    }

    private long rankNow(int i) {
        if (done[i]) return 0;
        long longest = 0;
        for (int e = afterFrom[i]; e < afterFrom[i + 1]; e++) longest = Math.max(longest, rank[after[e]]);
        return weight[i] + longest;
    }

    private void tell(int i, long now) {
        int at = leaves + i;
        tournament[at] = now;
        for (at >>= 1; at > 0; at >>= 1) {
            long larger = Math.max(tournament[2 * at], tournament[2 * at + 1]);
            if (tournament[at] == larger) return;
            tournament[at] = larger;
        }
    }

    private static <N> long checked(long weight, N task) {
        if (weight < 0) throw new IllegalArgumentException("weight: " + weight + " of " + task + " (expected: >= 0)");
        return weight;
    }

    private int number(N task) {
        Integer number = numbers.get(task);
        if (number == null) throw new IllegalArgumentException("task: " + task + " (expected: a task of the graph)");
        return number;
    }
}

package io.slipway.core.plan;

import java.util.Arrays;

/**
 * Raises a lower bound by showing of one makespan after the other that it cannot be kept (destructive improvement, Klein,
 * Scholl 1999). Under a supposed makespan every task has a window from its earliest start to its latest finish, which
 * shrinks by three arguments until nothing moves:
 *
 * <ul>
 *   <li>order: what waits starts after what it waits for;
 *   <li>pairs: of two tasks that do not fit beside each other one goes first, and if it cannot be the one it is the other;
 *   <li>timetable: a task whose window is shorter than twice its duration holds its place in the middle for certain.
 * </ul>
 *
 * An empty window, a place held more than once over, or a stretch of time in which more has to be done than there is room
 * for refutes the makespan. For backlogs that a {@link GridDecoder} suits. Confined to one thread; a pass is O(pairs +
 * sum of windows), the energy of stretches is looked at in a fixed number of steps.
 */
final class Refutation {
    /** More tasks than these have too many pairs for a quick look. */
    private static final int MOST_TASKS = 400;

    private static final int MOST_ENERGY_STEPS = 400_000;

    private final Backlog backlog;
    private final int size;
    private final int[] takes;
    private final int[] firstHead;
    private final int[] firstTail;
    /** Pairs that do not fit beside each other, one after the other. */
    private final int[] pairs;

    private final int[] start;
    private final int[] finish;
    private final long[] free;
    private boolean moved;

    Refutation(Backlog backlog) {
        this.backlog = backlog;
        size = backlog.size;
        takes = new int[size];
        int horizon = 1;
        for (int i = 0; i < size; i++) horizon += takes[i] = (int) backlog.shortest[i];
        firstHead =
                Arrays.stream(Tails.of(backlog, true)).mapToInt(t -> (int) t).toArray();
        firstTail =
                Arrays.stream(Tails.of(backlog, false)).mapToInt(t -> (int) t).toArray();
        pairs = pairs();
        start = new int[size];
        finish = new int[size];
        free = new long[horizon];
    }

    static boolean suits(Backlog backlog) {
        return backlog.size <= MOST_TASKS && GridDecoder.suits(backlog);
    }

    private int[] pairs() {
        int[] found = new int[size * size];
        int count = 0;
        for (int i = 0; i < size; i++) {
            for (int j = i + 1; j < size; j++) {
                if (fits(backlog.capacity[0] - backlog.wanted[i], j)) continue;
                found[count++] = i;
                found[count++] = j;
            }
        }
        return Arrays.copyOf(found, count);
    }

    private boolean fits(long left, int task) {
        return ((left - backlog.wanted[task]) & backlog.guard[0]) == backlog.guard[0];
    }

    /** Whether no schedule takes {@code makespan} or less. False when it could not be shown. */
    boolean refutes(long makespan) {
        for (int i = 0; i < size; i++) {
            start[i] = firstHead[i];
            finish[i] = (int) makespan - firstTail[i];
            if (start[i] + takes[i] > finish[i]) return true;
        }
        do {
            moved = false;
            if (!keepOrder() || !orderPairs() || !keepTimetable((int) makespan)) return true;
        } while (moved);
        return isOverfull();
    }

    /** Whether the task can still be done from {@code from} on at the earliest. */
    private boolean startsFrom(int task, int from) {
        if (from <= start[task]) return true;
        start[task] = from;
        moved = true;
        return from + takes[task] <= finish[task];
    }

    private boolean finishesBy(int task, int to) {
        if (to >= finish[task]) return true;
        finish[task] = to;
        moved = true;
        return start[task] + takes[task] <= to;
    }

    private boolean keepOrder() {
        for (int i = 0; i < size; i++) {
            for (int e = backlog.beforeFrom[i]; e < backlog.beforeFrom[i + 1]; e++) {
                int before = backlog.before[e];
                if (!startsFrom(i, start[before] + takes[before])) return false;
            }
        }
        for (int i = size - 1; i >= 0; i--) {
            for (int e = backlog.afterFrom[i]; e < backlog.afterFrom[i + 1]; e++) {
                int after = backlog.after[e];
                if (!finishesBy(i, finish[after] - takes[after])) return false;
            }
        }
        return true;
    }

    private boolean orderPairs() {
        for (int p = 0; p < pairs.length; p += 2) {
            int one = pairs[p];
            int other = pairs[p + 1];
            int both = takes[one] + takes[other];
            boolean oneFirst = start[one] + both <= finish[other];
            boolean otherFirst = start[other] + both <= finish[one];
            if (oneFirst && otherFirst) continue;
            if (!oneFirst && !otherFirst) return false;
            int first = oneFirst ? one : other;
            int then = oneFirst ? other : one;
            if (!startsFrom(then, start[first] + takes[first])) return false;
            if (!finishesBy(first, finish[then] - takes[then])) return false;
        }
        return true;
    }

    private boolean keepTimetable(int makespan) {
        long guard = backlog.guard[0];
        Arrays.fill(free, 0, makespan, backlog.capacity[0]);
        for (int i = 0; i < size; i++) {
            for (int t = finish[i] - takes[i]; t < start[i] + takes[i]; t++) {
                free[t] -= backlog.wanted[i];
                if ((free[t] & guard) != guard) return false;
            }
        }
        for (int i = 0; i < size; i++) {
            if (takes[i] == 0) continue;
            // Its own place in the middle as it was put down, though the window may shrink meanwhile.
            int heldFrom = finish[i] - takes[i];
            int heldTo = start[i] + takes[i];
            for (int t = start[i]; t < start[i] + takes[i]; t++) {
                if ((t < heldFrom || t >= heldTo) && !fits(free[t], i) && !startsFrom(i, t + 1)) return false;
            }
            for (int t = finish[i] - 1; t >= finish[i] - takes[i]; t--) {
                if ((t < heldFrom || t >= heldTo) && !fits(free[t], i) && !finishesBy(i, t)) return false;
            }
        }
        return true;
    }

    /**
     * Whether in some stretch, from an earliest start to a latest finish, tasks need more than there is, each moved out of
     * it as far as its window lets it (energetic reasoning, Erschler, Lopez, Thuriot 1991).
     */
    private boolean isOverfull() {
        int most = (int) Math.sqrt(MOST_ENERGY_STEPS / (double) size);
        int[] begins = some(start, most);
        int[] ends = some(finish, most);
        int resources = backlog.amount.length;
        long[] need = new long[resources];
        for (int from : begins) {
            for (int to : ends) {
                if (to <= from) continue;
                Arrays.fill(need, 0);
                for (int i = 0; i < size; i++) {
                    int inside = Math.min(
                            Math.min(takes[i], to - from),
                            Math.min(start[i] + takes[i] - from, to - finish[i] + takes[i]));
                    if (inside <= 0) continue;
                    for (int r = 0; r < resources; r++) need[r] += inside * backlog.amount[r][i];
                }
                for (int r = 0; r < resources; r++) {
                    if (need[r] > backlog.room[r][0] * (to - from)) return true;
                }
            }
        }
        return false;
    }

    private static int[] some(int[] times, int most) {
        int[] distinct = Arrays.stream(times).distinct().sorted().toArray();
        if (distinct.length <= most) return distinct;
        int[] some = new int[most];
        for (int i = 0; i < most; i++) some[i] = distinct[(int) ((long) i * distinct.length / most)];
        return some;
    }
}

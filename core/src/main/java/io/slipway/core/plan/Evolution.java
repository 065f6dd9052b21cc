package io.slipway.core.plan;

import java.util.Arrays;

/**
 * Looks for better schedules by combining good ones: a genetic algorithm over orders of tasks, every child of which is
 * justified forward and back (forward-backward improvement, Li, Willis 1992; Valls, Ballestín, Quintanilla 2005).
 *
 * <p>An order is kept in the direction that its schedule was not made in: decoding it is the first half of the
 * justification, so that a child costs two schedules and not three. Confined to one thread; allocates nothing after it
 * was made.
 */
final class Evolution {
    private static final int POPULATION = 100;
    /** How often a task changes places with its neighbour. */
    private static final double MUTATION = 0.1;
    /** How far a starting order strays from the rule, as a share of the critical path. */
    private static final double SPREAD = 0.0875;

    private final Search search;
    private final Backlog backlog;
    private final Chance chance;
    private final PriorityRules rules;
    private final int size;
    private final int[][] orders;
    private final long[] makespans;
    private final int[] fingerprints;
    private int count;
    private int[] child;
    private final boolean[] taken;

    Evolution(Search search, Chance chance) {
        this.search = search;
        this.chance = chance;
        backlog = search.backlog;
        rules = new PriorityRules(backlog);
        size = backlog.size;
        orders = new int[POPULATION][size];
        makespans = new long[POPULATION];
        fingerprints = new int[POPULATION];
        child = new int[size];
        taken = new boolean[size];
    }

    /** Goes on until the search is over. */
    void run() {
        long[] tail = Tails.of(backlog, false);
        long longest = 0;
        for (int i = 0; i < size; i++) longest = Math.max(longest, tail[i] + backlog.shortest[i]);
        long[] key = new long[size];
        for (int sample = 0; sample < POPULATION && !search.isOver(); sample++) {
            for (int i = 0; i < size; i++) {
                double stray = sample < 2 ? 0 : chance.bell() * SPREAD * longest * (0.1 + 0.9 * chance.share());
                key[i] = -tail[i] - (long) stray;
            }
            if (sample % 2 == 0) {
                rules.order(key, child);
                search.parallel(child, false);
            } else {
                rules.topologicalOrder(key, child, false);
                search.serial(child, false);
            }
            search.listOtherWay(child, false);
            justify();
        }
        while (!search.isOver()) {
            cross(orders[select()], orders[select()]);
            mutate();
            justify();
        }
    }

    /** Decodes the child backward, then forward, and keeps it if it is good enough. */
    private void justify() {
        search.serial(child, true);
        search.listOtherWay(child, true);
        long makespan = search.serial(child, false);
        search.listOtherWay(child, false);
        insert(makespan);
    }

    private int select() {
        int one = chance.below(count);
        int other = chance.below(count);
        return makespans[one] <= makespans[other] ? one : other;
    }

    /**
     * Takes turns: some tasks in the mother's order, some in the father's, always those not taken yet. Whatever a task
     * waits for comes before it in both, so it does in the child.
     */
    private void cross(int[] mother, int[] father) {
        Arrays.fill(taken, false);
        int longestTurn = Math.max(2, size / 2);
        int fromMother = 0;
        int fromFather = 0;
        boolean mothersTurn = true;
        for (int at = 0; at < size; mothersTurn = !mothersTurn) {
            for (int left = 1 + chance.below(longestTurn); left > 0 && at < size; ) {
                int task = mothersTurn ? mother[fromMother++] : father[fromFather++];
                if (taken[task]) continue;
                taken[task] = true;
                child[at++] = task;
                left--;
            }
        }
    }

    private void mutate() {
        for (int i = 0; i + 1 < size; i++) {
            if (chance.share() >= MUTATION || waits(child[i], child[i + 1])) continue;
            int moved = child[i];
            child[i] = child[i + 1];
            child[i + 1] = moved;
        }
    }

    /** Backward, {@code then} may not be placed before {@code first} when {@code first} comes after it. */
    private boolean waits(int first, int then) {
        for (int e = backlog.beforeFrom[first]; e < backlog.beforeFrom[first + 1]; e++) {
            if (backlog.before[e] == then) return true;
        }
        return false;
    }

    private void insert(long makespan) {
        int fingerprint = Arrays.hashCode(child);
        for (int i = 0; i < count; i++) if (makespans[i] == makespan && fingerprints[i] == fingerprint) return;
        int at;
        if (count < POPULATION) at = count++;
        else if (makespan > makespans[at = worst()]) return;
        makespans[at] = makespan;
        fingerprints[at] = fingerprint;
        int[] replaced = orders[at];
        orders[at] = child;
        child = replaced;
    }

    private int worst() {
        int worst = 0;
        int ties = 1;
        for (int i = 1; i < count; i++) {
            if (makespans[i] > makespans[worst]) {
                worst = i;
                ties = 1;
            } else if (makespans[i] == makespans[worst] && chance.below(++ties) == 0) {
                worst = i;
            }
        }
        return worst;
    }
}

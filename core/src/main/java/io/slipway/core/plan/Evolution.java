package io.slipway.core.plan;

import java.util.Arrays;

/**
 * Looks for better schedules by combining and changing good ones: a genetic algorithm over orders of tasks, every child
 * of which is justified forward and back (forward-backward improvement, Li, Willis 1992; Valls, Ballestín, Quintanilla
 * 2005, 2008). It begins with orders that stray from the rule that is best on its own.
 *
 * <p>An order is kept in the direction that its schedule was not made in: decoding it is the first half of the
 * justification, so that a child costs two schedules and not three. Confined to one thread; allocates only
 * while the population grows.
 */
final class Evolution {
    private static final int SMALLEST_POPULATION = 10;
    private static final int LARGEST_POPULATION = 120;
    /** The population grows with the square root of the schedules that there is time for. */
    private static final double GROWTH = 0.8;
    /** After how many children the time is looked at again. */
    private static final int FORESIGHT = 64;

    /** How far a starting order strays from the rule, as a share of the critical path. */
    private static final double SPREAD = 0.0875;
    /** How many children have two parents. */
    private static final double CROSSED = 0.7;
    /** How often a task of such a child changes places with its neighbour. */
    private static final double MUTATION = 0.1;
    /** How many tasks are moved in a child of one parent. */
    private static final int MOVES = 3;

    private final Search search;
    private final Backlog backlog;
    private final Chance chance;
    private final int size;
    private final int[][] orders = new int[LARGEST_POPULATION][];
    private final long[] makespans = new long[LARGEST_POPULATION];
    private final int[] fingerprints = new int[LARGEST_POPULATION];
    private int count;
    private int room;
    private int[] child;
    private final boolean[] taken;

    Evolution(Search search, Chance chance) {
        this.search = search;
        this.chance = chance;
        backlog = search.backlog;
        size = backlog.size;
        child = new int[size];
        taken = new boolean[size];
    }

    /** Goes on until the search is over. */
    void run() {
        begin();
        for (int children = 0; !search.isOver(); children++) {
            if (children % FORESIGHT == 0) room = Math.max(room, population());
            int parent = select();
            if (chance.share() < CROSSED) {
                cross(orders[parent], orders[select()]);
                swapNeighbours();
                if (chance.below(2) == 0) move();
            } else {
                System.arraycopy(orders[parent], 0, child, 0, size);
                for (int n = 0; n < MOVES; n++) move();
            }
            justify();
        }
    }

    private int population() {
        int suitable = (int) (GROWTH * Math.sqrt(search.schedulesInAll()));
        return Math.min(LARGEST_POPULATION, Math.max(SMALLEST_POPULATION, suitable));
    }

    private void begin() {
        PriorityRules rules = new PriorityRules(backlog);
        long[] takes = Tails.means(backlog);
        // Whoever starts everything as soon as any agent is free gives long tasks to slow agents.
        boolean waits = !Arrays.equals(takes, backlog.shortest);
        long[] tail = Tails.of(backlog, takes, false);
        long longest = 0;
        for (int i = 0; i < size; i++) longest = Math.max(longest, tail[i] + takes[i]);
        long[] key = new long[size];
        room = LARGEST_POPULATION;
        for (int sample = 0; sample < population() && !search.isOver(); sample++) {
            for (int i = 0; i < size; i++) {
                double stray = sample < 2 ? 0 : chance.bell() * SPREAD * longest * (0.1 + 0.9 * chance.share());
                key[i] = -tail[i] - (waits ? takes[i] : 0) - (long) stray;
            }
            if (sample % 2 == 0 && !waits) {
                rules.order(key, child);
                search.parallel(child, false);
            } else {
                rules.topologicalOrder(key, child, false);
                search.serial(child, false);
            }
            search.listOtherWay(child, false);
            justify();
        }
        room = count;
    }

    /** Decodes the child backward, then forward, and keeps it if it is good enough. */
    private void justify() {
        search.serial(child, true);
        search.listOtherWay(child, true);
        long makespan = search.serial(child, false);
        search.listOtherWay(child, false);
        keep(makespan);
    }

    private void keep(long makespan) {
        int fingerprint = Arrays.hashCode(child);
        for (int i = 0; i < count; i++) if (makespans[i] == makespan && fingerprints[i] == fingerprint) return;
        int at = count;
        if (count < room) orders[count++] = new int[size];
        else if (makespan > makespans[at = worst()]) return;
        makespans[at] = makespan;
        fingerprints[at] = fingerprint;
        int[] replaced = orders[at];
        orders[at] = child;
        child = replaced;
    }

    /** Of equal ones any. */
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

    private int select() {
        int one = chance.below(count);
        int other = chance.below(count);
        return makespans[one] <= makespans[other] ? one : other;
    }

    /**
     * Takes turns: some tasks in the mother's order, some in the father's, always those not taken yet. Whatever has to
     * come before a task does so in both, so it does in the child.
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

    private void swapNeighbours() {
        for (int i = 0; i + 1 < size; i++) {
            if (chance.share() >= MUTATION || isAfter(child[i], child[i + 1])) continue;
            int moved = child[i];
            child[i] = child[i + 1];
            child[i + 1] = moved;
        }
    }

    /** Moves any task some places to the left or right, as far as the graph lets it. */
    private void move() {
        int at = chance.below(size);
        int task = child[at];
        int places = 1 + chance.below(size / 4 + 1);
        if (chance.below(2) == 0) {
            for (; places > 0 && at > 0 && !isAfter(child[at - 1], task); places--, at--) child[at] = child[at - 1];
        } else {
            for (; places > 0 && at + 1 < size && !isAfter(task, child[at + 1]); places--, at++) {
                child[at] = child[at + 1];
            }
        }
        child[at] = task;
    }

    /** Whether {@code then} waits for {@code first}, and so has to stand before it in an order that goes backward. */
    private boolean isAfter(int then, int first) {
        for (int e = backlog.beforeFrom[then]; e < backlog.beforeFrom[then + 1]; e++) {
            if (backlog.before[e] == first) return true;
        }
        return false;
    }
}

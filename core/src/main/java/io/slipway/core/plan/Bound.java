package io.slipway.core.plan;

import io.slipway.core.plan.LowerBound.Argument;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What no schedule of a backlog can beat, in its units of time. Immutable.
 *
 * @param units at least so long
 * @param because why
 */
record Bound(long units, Argument because) {
    private static final int MOST_GROUPS = 32;

    Bound or(long otherUnits, Argument otherBecause) {
        return otherUnits > units ? new Bound(otherUnits, otherBecause) : this;
    }

    Bound or(Bound other) {
        return other.units > units ? other : this;
    }

    /** The best of all that is quick to find: O(V²) at most, and much less for large backlogs. */
    static Bound of(Backlog backlog) {
        long[] head = Tails.of(backlog, true);
        long[] tail = Tails.of(backlog, false);
        Bound bound = new Bound(0, Argument.CRITICAL_PATH);
        for (int i = 0; i < backlog.size; i++) {
            bound = bound.or(head[i] + backlog.shortest[i] + tail[i], Argument.CRITICAL_PATH);
        }
        for (int[] agents : groups(backlog)) bound = ofGroup(backlog, agents, head, tail, bound);
        return bound;
    }

    /** Sets of agents that some tasks are bound to, those with the most tasks first. */
    private static List<int[]> groups(Backlog backlog) {
        Map<List<Integer>, Integer> tasks = new LinkedHashMap<>();
        int[] byClass = new int[backlog.agentsOf.length];
        for (int kind : backlog.classOf) byClass[kind]++;
        for (int kind = 0; kind < byClass.length; kind++) {
            List<Integer> set =
                    Arrays.stream(backlog.agentsOf[kind]).sorted().boxed().toList();
            tasks.merge(set, byClass[kind], Integer::sum);
        }
        List<Integer> all = new ArrayList<>();
        for (int k = 0; k < backlog.agents(); k++) all.add(k);
        tasks.put(all, backlog.size);
        return tasks.entrySet().stream()
                .sorted(Map.Entry.<List<Integer>, Integer>comparingByValue().reversed())
                .limit(MOST_GROUPS)
                .map(entry -> entry.getKey().stream().mapToInt(k -> k).toArray())
                .toList();
    }

    private static Bound ofGroup(Backlog backlog, int[] agents, long[] head, long[] tail, Bound known) {
        int[] tasks = boundTo(backlog, agents);
        WindowBound windows = new WindowBound(head, tail, backlog.shortest);
        Bound bound = known;
        for (int r = 0; r < backlog.amount.length; r++) bound = ofResource(backlog, r, agents, tasks, windows, bound);
        return bound;
    }

    private static Bound ofResource(
            Backlog backlog, int r, int[] agents, int[] tasks, WindowBound windows, Bound known) {
        long[] amount = backlog.amount[r];
        int[] users = Arrays.stream(tasks).filter(i -> amount[i] > 0).toArray();
        if (users.length == 0) return known;
        Bound bound = known.or(work(backlog, r, agents, users), Argument.WORK);
        bound = windows.of(users, backlog.base, amount, pace(backlog, r, agents), bound);
        int[] counts = machineCounts(backlog, r, agents, users);
        for (int machines : counts) {
            int[] large = Arrays.stream(users)
                    .filter(i -> atOnce(backlog, r, agents, amount[i]) <= machines)
                    .toArray();
            bound = windows.ofMachines(large, machines, counts.length * backlog.amount.length, bound);
        }
        return bound;
    }

    /** Tasks that can run on these agents only. */
    private static int[] boundTo(Backlog backlog, int[] agents) {
        boolean[] member = new boolean[backlog.agents()];
        for (int k : agents) member[k] = true;
        boolean[] bound = new boolean[backlog.agentsOf.length];
        for (int kind = 0; kind < bound.length; kind++) {
            bound[kind] = Arrays.stream(backlog.agentsOf[kind]).allMatch(k -> member[k]);
        }
        int[] tasks = new int[backlog.size];
        int count = 0;
        for (int i = 0; i < tasks.length; i++) if (bound[backlog.classOf[i]]) tasks[count++] = i;
        return Arrays.copyOf(tasks, count);
    }

    /** How much the agents do in a unit of time of what takes one at speed 1. */
    private static double pace(Backlog backlog, int r, int[] agents) {
        double pace = 0;
        for (int k : agents) pace += backlog.speed[k] * backlog.room[r][k];
        return pace;
    }

    /** Work at speed 1, by what the agents do in a unit of time. */
    private static long work(Backlog backlog, int r, int[] agents, int[] tasks) {
        double work = 0;
        for (int i : tasks) work += backlog.base[i] * backlog.amount[r][i];
        return (long) Math.ceil(work / pace(backlog, r, agents) * (1 - 1e-12));
    }

    /** How many tasks that want so much can run at the same time. */
    private static long atOnce(Backlog backlog, int r, int[] agents, long amount) {
        long count = 0;
        for (int k : agents) count += backlog.room[r][k] / amount;
        return count;
    }

    /** The numbers of machines that the larger tasks are to the agents as if they were whole ones. */
    private static int[] machineCounts(Backlog backlog, int r, int[] agents, int[] tasks) {
        return Arrays.stream(tasks)
                .mapToLong(i -> backlog.amount[r][i])
                .distinct()
                .map(amount -> atOnce(backlog, r, agents, amount))
                .filter(count -> count < tasks.length)
                .distinct()
                .sorted()
                .limit(MOST_GROUPS)
                .mapToInt(count -> (int) count)
                .toArray();
    }
}

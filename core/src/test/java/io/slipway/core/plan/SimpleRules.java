package io.slipway.core.plan;

import io.slipway.core.agent.Agent;
import io.slipway.core.pipeline.Resources;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * Rules that look once, written plainly: whenever something finishes, tasks that are ready start in the rule's order, each
 * on the fastest agent with room for it, of equally fast ones on the one that fewer tasks can use.
 */
final class SimpleRules {
    private final RandomBacklog backlog;

    private SimpleRules(RandomBacklog backlog) {
        this.backlog = backlog;
    }

    /** The best of first come first served, shortest first, latest finish and upward rank. */
    static Duration best(RandomBacklog backlog) {
        SimpleRules rules = new SimpleRules(backlog);
        int size = backlog.works().size();
        double[] nothing = new double[size];
        double[] shortest = new double[size];
        double[] rank = new double[size];
        double[] tail = new double[size];
        for (int i : backlog.dag().nodes()) shortest[i] = rules.shortest(i);
        List<Integer> tasks = backlog.dag().nodes();
        for (int n = tasks.size() - 1; n >= 0; n--) {
            int task = tasks.get(n);
            for (int next : backlog.dag().successors(task)) tail[task] = Math.min(tail[task], rank[next]);
            rank[task] = tail[task] - shortest[task];
        }
        long best = Long.MAX_VALUE;
        for (double[] key : List.of(nothing, shortest, rank, tail)) best = Math.min(best, rules.makespan(key));
        return Duration.ofNanos(best);
    }

    /**
     * HEFT: tasks by the longest chain from their start on, each as long as it is on average where it can run, and each
     * where it is done first, in gaps too.
     */
    static Duration heft(RandomBacklog backlog) {
        return Duration.ofNanos(new SimpleRules(backlog).insert());
    }

    private long insert() {
        List<Integer> waiting = new ArrayList<>(backlog.dag().nodes());
        long[] rank = new long[backlog.works().size()];
        for (int n = waiting.size() - 1; n >= 0; n--) {
            int task = waiting.get(n);
            for (int next : backlog.dag().successors(task)) rank[task] = Math.max(rank[task], rank[next]);
            List<Agent> able = backlog.agents().stream()
                    .filter(agent -> suits(task, agent))
                    .toList();
            rank[task] += able.stream().mapToLong(agent -> takes(task, agent)).sum() / able.size();
        }
        List<Agent> agents = new ArrayList<>(backlog.agents());
        agents.sort(Comparator.<Agent>comparingDouble(agent -> -agent.speed()).thenComparing(this::users));
        waiting.sort(Comparator.comparingLong(task -> -rank[task]));
        long[] start = new long[rank.length];
        long[] finish = new long[rank.length];
        Arrays.fill(finish, Long.MAX_VALUE);
        Agent[] where = new Agent[rank.length];
        while (!waiting.isEmpty()) {
            int task = waiting.stream()
                    .filter(each -> isReady(each, finish, Long.MAX_VALUE - 1))
                    .findFirst()
                    .orElseThrow();
            waiting.remove((Integer) task);
            long from = 0;
            for (int before : backlog.dag().predecessors(task)) from = Math.max(from, finish[before]);
            long soonest = Long.MAX_VALUE;
            for (Agent agent : agents) {
                if (!suits(task, agent)) continue;
                long gap = gap(task, agent, from, start, finish, where);
                if (gap + takes(task, agent) >= soonest) continue;
                soonest = gap + takes(task, agent);
                start[task] = gap;
                where[task] = agent;
            }
            finish[task] = soonest;
        }
        return last(finish);
    }

    /** The first moment from which on the agent has room for as long as the task takes. */
    private long gap(int task, Agent agent, long from, long[] start, long[] finish, Agent[] where) {
        long takes = takes(task, agent);
        if (takes == 0) return from;
        TreeSet<Long> moments = new TreeSet<>(List.of(from));
        for (int other = 0; other < finish.length; other++) {
            if (where[other] == agent && finish[other] > from && finish[other] < Long.MAX_VALUE)
                moments.add(finish[other]);
        }
        for (long moment : moments) {
            TreeSet<Long> changes = new TreeSet<>(List.of(moment));
            for (int other = 0; other < finish.length; other++) {
                boolean within = start[other] > moment && start[other] < moment + takes;
                if (where[other] == agent && finish[other] < Long.MAX_VALUE && within) changes.add(start[other]);
            }
            if (changes.stream().allMatch(at -> hasRoomAt(task, agent, at, start, finish, where))) return moment;
        }
        throw new IllegalStateException("no room behind all that was placed");
    }

    private boolean hasRoomAt(int task, Agent agent, long moment, long[] start, long[] finish, Agent[] where) {
        Resources used = backlog.works().get(task).resources();
        for (int other = 0; other < finish.length; other++) {
            boolean placed = where[other] == agent && finish[other] < Long.MAX_VALUE;
            if (placed && start[other] <= moment && moment < finish[other])
                used = used.plus(backlog.works().get(other).resources());
        }
        return used.fitsIn(agent.capacity());
    }

    private double shortest(int task) {
        double least = Double.POSITIVE_INFINITY;
        for (Agent agent : backlog.agents()) if (suits(task, agent)) least = Math.min(least, takes(task, agent));
        return least;
    }

    private long takes(int task, Agent agent) {
        return backlog.takes(task, agent).toNanos();
    }

    private boolean suits(int task, Agent agent) {
        Work work = backlog.works().get(task);
        return agent.labels().unmet(work.requires()).isEmpty()
                && work.resources().fitsIn(agent.capacity());
    }

    private long makespan(double[] key) {
        List<Integer> waiting = new ArrayList<>(backlog.dag().nodes());
        waiting.sort(Comparator.comparingDouble(task -> key[task]));
        List<Agent> agents = new ArrayList<>(backlog.agents());
        agents.sort(Comparator.<Agent>comparingDouble(agent -> -agent.speed()).thenComparing(this::users));
        long[] finish = new long[key.length];
        Arrays.fill(finish, Long.MAX_VALUE);
        Agent[] where = new Agent[key.length];
        long now = 0;
        while (true) {
            for (boolean again = true; again; ) {
                again = false;
                for (int task : List.copyOf(waiting)) {
                    if (!isReady(task, finish, now)) continue;
                    for (Agent agent : agents) {
                        if (!suits(task, agent) || !hasRoom(task, agent, finish, where, now)) continue;
                        waiting.remove((Integer) task);
                        where[task] = agent;
                        finish[task] = now + takes(task, agent);
                        again = finish[task] == now;
                        break;
                    }
                    if (again) break; // what takes no time may have made an earlier one ready
                }
            }
            if (waiting.isEmpty()) return last(finish);
            long next = Long.MAX_VALUE;
            for (long time : finish) if (time > now) next = Math.min(next, time);
            now = next;
        }
    }

    private static long last(long[] finish) {
        return Arrays.stream(finish).max().orElse(0);
    }

    private long users(Agent agent) {
        return backlog.dag().nodes().stream().filter(task -> suits(task, agent)).count();
    }

    private boolean isReady(int task, long[] finish, long now) {
        for (int before : backlog.dag().predecessors(task)) if (finish[before] > now) return false;
        return true;
    }

    private boolean hasRoom(int task, Agent agent, long[] finish, Agent[] where, long now) {
        if (takes(task, agent) == 0) return true;
        Resources used = backlog.works().get(task).resources();
        for (int other = 0; other < finish.length; other++) {
            if (where[other] == agent && finish[other] > now)
                used = used.plus(backlog.works().get(other).resources());
        }
        return used.fitsIn(agent.capacity());
    }
}

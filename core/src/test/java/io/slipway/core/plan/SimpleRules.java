package io.slipway.core.plan;

import io.slipway.core.agent.Agent;
import io.slipway.core.pipeline.Resources;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

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
        for (int i = 0; i < size; i++) shortest[i] = rules.shortest(i);
        List<Integer> tasks = backlog.dag().nodes();
        for (int n = size - 1; n >= 0; n--) {
            int task = tasks.get(n);
            for (int next : backlog.dag().successors(task)) tail[task] = Math.min(tail[task], rank[next]);
            rank[task] = tail[task] - shortest[task];
        }
        long best = Long.MAX_VALUE;
        for (double[] key : List.of(nothing, shortest, rank, tail)) best = Math.min(best, rules.makespan(key));
        return Duration.ofNanos(best);
    }

    private double shortest(int task) {
        double least = Double.POSITIVE_INFINITY;
        for (Agent agent : backlog.agents()) if (suits(task, agent)) least = Math.min(least, takes(task, agent));
        return least;
    }

    private long takes(int task, Agent agent) {
        return (long) Math.ceil(backlog.works().get(task).duration().toNanos() / agent.speed());
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
            if (waiting.isEmpty()) return Arrays.stream(finish).max().orElse(0);
            long next = Long.MAX_VALUE;
            for (long time : finish) if (time > now) next = Math.min(next, time);
            now = next;
        }
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

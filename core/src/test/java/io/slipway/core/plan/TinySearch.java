package io.slipway.core.plan;

import io.slipway.core.agent.Agent;
import io.slipway.core.pipeline.Resources;
import java.util.ArrayList;
import java.util.List;

/** The best makespan of a few tasks, by trying every order with every choice of agents. In nanoseconds. */
final class TinySearch {
    private final RandomBacklog backlog;
    private final long[] start;
    private final long[] finish;
    private final int[] where;
    private final List<Integer> placed = new ArrayList<>();
    private long best = Long.MAX_VALUE;

    private TinySearch(RandomBacklog backlog) {
        this.backlog = backlog;
        int size = backlog.works().size();
        start = new long[size];
        finish = new long[size];
        where = new int[size];
    }

    static long best(RandomBacklog backlog) {
        TinySearch search = new TinySearch(backlog);
        search.goOn(0);
        return search.best;
    }

    private void goOn(long makespan) {
        if (makespan >= best) return;
        if (placed.size() == start.length) {
            best = makespan;
            return;
        }
        for (int task : backlog.dag().nodes()) {
            if (placed.contains(task) || !placed.containsAll(backlog.dag().predecessors(task))) continue;
            for (int k = 0; k < backlog.agents().size(); k++) {
                if (!place(task, k)) continue;
                placed.add(task);
                goOn(Math.max(makespan, finish[task]));
                placed.remove((Integer) task);
            }
        }
    }

    private boolean place(int task, int k) {
        Work work = backlog.works().get(task);
        Agent agent = backlog.agents().get(k);
        if (!work.resources().fitsIn(agent.capacity())
                || !agent.labels().unmet(work.requires()).isEmpty()) return false;
        long takes = (long) Math.ceil(work.duration().toNanos() / agent.speed());
        long earliest = 0;
        for (int before : backlog.dag().predecessors(task)) earliest = Math.max(earliest, finish[before]);
        long from = earliest;
        while (takes > 0 && !hasRoom(task, k, from, from + takes)) from = nextFinish(from);
        start[task] = from;
        finish[task] = from + takes;
        where[task] = k;
        return true;
    }

    private long nextFinish(long after) {
        long next = Long.MAX_VALUE;
        for (int other : placed) if (finish[other] > after) next = Math.min(next, finish[other]);
        return next;
    }

    private boolean hasRoom(int task, int k, long from, long to) {
        if (!fitsAt(task, k, from)) return false;
        for (int other : placed) {
            if (start[other] > from && start[other] < to && !fitsAt(task, k, start[other])) return false;
        }
        return true;
    }

    private boolean fitsAt(int task, int k, long moment) {
        Resources used = backlog.works().get(task).resources();
        for (int other : placed) {
            if (where[other] == k && start[other] <= moment && moment < finish[other]) {
                used = used.plus(backlog.works().get(other).resources());
            }
        }
        return used.fitsIn(backlog.agents().get(k).capacity());
    }
}

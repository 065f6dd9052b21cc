package io.slipway.bench;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.Labels;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.plan.Schedule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Sixteen machines of one slot each and of unequal speed, and what rules that look once make of a project there. Without
 * communication PEFT's table has the same for every machine, so that it takes the ready job with the longest way to go on
 * the fastest machine; HEFT's ranks count each job with its mean time. Both put each job where it is done first, in gaps
 * too. Written plainly, and with nothing of the planner that they judge. Times are nanoseconds.
 */
final class MixedMachines {
    private static final double[] SPEEDS = {3, 2, 2, 1.5, 1.5, 1.5, 1, 1, 1, 1, 1, 1, 0.75, 0.75, 0.5, 0.5};

    private final Project project;
    /** By machine and job. */
    private final long[][] takes;

    MixedMachines(Project project) {
        this.project = project;
        takes = new long[SPEEDS.length][project.size()];
        for (int k = 0; k < SPEEDS.length; k++) {
            for (int job = 0; job < takes[k].length; job++)
                takes[k][job] = (long) Math.ceil(1e6 * project.takes()[job] / SPEEDS[k]);
        }
    }

    /** Peers by name, in the order in which they are told. */
    enum Rule {
        FIFO,
        LFT,
        HEFT,
        PEFT
    }

    static List<Agent> agents() {
        List<Agent> agents = new ArrayList<>();
        for (int k = 0; k < SPEEDS.length; k++) {
            Resources slot = new Resources(0, 0).withCount("r1", 1);
            agents.add(new Agent("m" + k, Labels.of(Map.of()), slot).withSpeed(SPEEDS[k]));
        }
        return agents;
    }

    /** The longer of the critical path on the fastest machine, and all work by what all machines do together. */
    double goalNanos() {
        double longest = 0;
        double work = 0;
        double[] tail = tails(takes[0]);
        for (int job = 0; job < tail.length; job++) {
            longest = Math.max(longest, tail[job] + takes[0][job]);
            work += 1e6 * project.takes()[job];
        }
        return Math.max(longest, work / Arrays.stream(SPEEDS).sum());
    }

    long makespan(Rule rule) {
        return switch (rule) {
            case FIFO -> whenFree(new double[project.size()]);
            case LFT -> whenFree(tails(takes[0]));
            case HEFT -> insert(meanRanks());
            case PEFT -> insert(tails(takes[0]));
        };
    }

    private double[] meanRanks() {
        long[] mean = new long[project.size()];
        for (int job = 0; job < mean.length; job++) {
            for (long[] machine : takes) mean[job] += machine[job];
            mean[job] /= takes.length;
        }
        double[] rank = tails(mean);
        for (int job = 0; job < mean.length; job++) rank[job] += mean[job];
        return rank;
    }

    /** By job, the longest chain after it. */
    private double[] tails(long[] duration) {
        double[] tail = new double[duration.length];
        List<Integer> jobs = project.dag().nodes();
        for (int n = jobs.size() - 1; n >= 0; n--) {
            int job = jobs.get(n);
            for (int next : project.dag().successors(job)) tail[job] = Math.max(tail[job], tail[next] + duration[next]);
        }
        return tail;
    }

    /** Jobs with the largest number first, then in the order of the graph. */
    private List<Integer> byNumber(double[] number) {
        List<Integer> jobs = new ArrayList<>(project.dag().nodes());
        jobs.sort(Comparator.comparingDouble(job -> -number[job]));
        return jobs;
    }

    /** Whenever a machine is free, the first job that is ready, on the fastest free machine. */
    private long whenFree(double[] number) {
        List<Integer> waiting = byNumber(number);
        long[] finish = new long[project.size()];
        Arrays.fill(finish, Long.MAX_VALUE);
        long[] freeAt = new long[takes.length];
        long now = 0;
        while (!waiting.isEmpty()) {
            boolean started = true;
            while (started) {
                started = false;
                for (int n = 0; n < waiting.size(); n++) {
                    int job = waiting.get(n);
                    int machine = fastestFree(freeAt, now);
                    if ((machine < 0 && takes[0][job] > 0) || !isReady(job, finish, now)) continue;
                    waiting.remove(n--);
                    finish[job] = now + (takes[0][job] == 0 ? 0 : takes[machine][job]);
                    if (takes[0][job] > 0) freeAt[machine] = finish[job];
                    else started = true; // what takes no time may let others start
                }
            }
            long next = Long.MAX_VALUE;
            for (long end : finish) if (end > now) next = Math.min(next, end);
            now = next;
        }
        return Arrays.stream(finish).max().orElse(0);
    }

    private static int fastestFree(long[] freeAt, long now) {
        for (int k = 0; k < freeAt.length; k++) if (freeAt[k] <= now) return k;
        return -1;
    }

    private boolean isReady(int job, long[] finish, long now) {
        for (int before : project.dag().predecessors(job)) if (finish[before] > now) return false;
        return true;
    }

    /** Of the ready jobs always the first, on the machine where it is done first; of equal ones on the faster. */
    private long insert(double[] number) {
        List<Integer> waiting = byNumber(number);
        long[] finish = new long[project.size()];
        Arrays.fill(finish, Long.MAX_VALUE);
        List<List<long[]>> busy = new ArrayList<>();
        for (int k = 0; k < takes.length; k++) busy.add(new ArrayList<>());
        long makespan = 0;
        while (!waiting.isEmpty()) {
            int at = 0;
            while (!isReady(waiting.get(at), finish, Long.MAX_VALUE - 1)) at++;
            int job = waiting.remove(at);
            long earliest = 0;
            for (int before : project.dag().predecessors(job)) earliest = Math.max(earliest, finish[before]);
            int best = 0;
            for (int k = 0; k < takes.length; k++) {
                long done = gap(busy.get(k), earliest, takes[k][job]) + takes[k][job];
                if (done >= finish[job]) continue;
                finish[job] = done;
                best = k;
            }
            if (takes[best][job] > 0) reserve(busy.get(best), finish[job] - takes[best][job], finish[job]);
            makespan = Math.max(makespan, finish[job]);
        }
        return makespan;
    }

    /** The first moment from which on the machine has nothing to do for so long. */
    private static long gap(List<long[]> busy, long earliest, long takes) {
        if (takes == 0) return earliest;
        long from = earliest;
        for (long[] span : busy) {
            if (span[0] >= from + takes) break;
            from = Math.max(from, span[1]);
        }
        return from;
    }

    private static void reserve(List<long[]> busy, long from, long to) {
        int at = busy.size();
        while (at > 0 && busy.get(at - 1)[0] > from) at--;
        busy.add(at, new long[] {from, to});
    }

    /** Every job once, as long as it takes on its machine, after all it waits for, and one at a time on each. */
    boolean isFeasible(Schedule<Integer> schedule) {
        if (schedule.tasks().size() != project.size()) return false;
        long last = 0;
        List<List<long[]>> busy = new ArrayList<>();
        for (int k = 0; k < takes.length; k++) busy.add(new ArrayList<>());
        for (int job = 0; job < project.size(); job++) {
            Schedule.Slot slot = schedule.slot(job);
            int machine = Integer.parseInt(slot.agent().substring(1));
            long start = slot.start().toNanos();
            long finish = slot.finish().toNanos();
            if (start < 0 || finish - start != takes[machine][job]) return false;
            for (int next : project.dag().successors(job)) {
                if (schedule.slot(next).start().compareTo(slot.finish()) < 0) return false;
            }
            if (finish > start) busy.get(machine).add(new long[] {start, finish});
            last = Math.max(last, finish);
        }
        for (List<long[]> spans : busy) {
            spans.sort(Comparator.comparingLong(span -> span[0]));
            for (int n = 1; n < spans.size(); n++) if (spans.get(n)[0] < spans.get(n - 1)[1]) return false;
        }
        return last == schedule.makespan().toNanos();
    }
}

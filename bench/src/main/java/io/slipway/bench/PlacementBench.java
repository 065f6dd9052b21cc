package io.slipway.bench;

import io.slipway.bench.PlacementWorkload.Ask;
import io.slipway.core.agent.Reservation;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.placement.Decision;
import io.slipway.core.placement.Placed;
import io.slipway.core.placement.PlacementRules;
import io.slipway.core.placement.Placer;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Places tasks on large fleets in one thread, one task after the other, with all filters and scorers on: first until the
 * fleet holds 0.6 of its CPUs, then each new task as the oldest ends. The same tasks with Fenzo 1.0.1.
 */
final class PlacementBench implements Bench {
    private static final int[] FLEETS = {1_000, 5_000, 20_000};
    private static final int PACKING_BATCH = 100;
    private static final TaskAddress TASK = TaskAddress.parse("farm:task");

    @Override
    public Report run(Setting setting) {
        Report report = new Report("placement");
        PlacementWorkload small = PlacementWorkload.ofBuildFarm(1_000, setting.seed());
        report.row(
                "label_sets",
                "%d",
                small.agents().stream().map(agent -> agent.labels()).distinct().count());
        report.row("requirements", "%d", small.requirements().size());
        churn(small, setting.seed() + 7, 50_000); // the compiler has seen it all then
        int invalid = 0;
        double slowest = 0;
        for (int agents : FLEETS) {
            PlacementWorkload workload = PlacementWorkload.ofBuildFarm(agents, setting.seed());
            List<Double> rates = new ArrayList<>();
            List<Double> p99s = new ArrayList<>();
            for (int round = 0; round < setting.rounds(); round++) {
                Churn churn = churn(
                        workload,
                        setting.seed() + 7 + round,
                        setting.count().orElse(setting.quick() ? 100_000 : 200_000));
                rates.add(churn.perSecond);
                p99s.add(churn.p99Millis);
                invalid += churn.invalid;
                report.row("cpu_us_" + agents, "%.2f a placement and its release", churn.cpuMicros);
                report.row("refused_" + agents, "%d of %d", churn.refused, churn.measured);
            }
            report.figure("per_s_" + agents, Math.rint(Samples.median(rates)));
            report.row("p99_ms_" + agents, "%.4f", Samples.median(p99s));
            slowest = Math.max(slowest, Samples.median(p99s));
        }
        report.figure("p99_ms", slowest).figure("invalid", invalid);
        report.figure("packing", packing(small, setting.seed() + 1));
        report.peer("fenzo_packing", fenzoPacking(small, setting.seed() + 1));
        race(report, setting, small);
        return report;
    }

    /** Share of all CPUs that was placed before the first task that was refused. */
    private static double packing(PlacementWorkload workload, long seed) {
        Placer placer = placer(workload);
        long milliCpu = 0;
        for (Ask task : workload.plainTasks(workload.agents().size() * PlacementWorkload.CPUS, seed)) {
            if (place(placer, task) == null) break;
            milliCpu += task.request().resources().milliCpu();
        }
        return milliCpu / 1000.0 / (workload.agents().size() * PlacementWorkload.CPUS);
    }

    private static double fenzoPacking(PlacementWorkload workload, long seed) {
        List<Ask> tasks = workload.plainTasks(workload.agents().size() * PlacementWorkload.CPUS, seed);
        long milliCpu = 0;
        try (FenzoPeer fenzo = new FenzoPeer(workload, true, false)) {
            for (int from = 0; from < tasks.size(); from += PACKING_BATCH) {
                List<Ask> batch = tasks.subList(from, Math.min(tasks.size(), from + PACKING_BATCH));
                Set<Ask> placed = new HashSet<>();
                for (FenzoPeer.Assignment each : fenzo.place(batch).assignments()) placed.add(each.task());
                for (Ask task : batch) {
                    if (!placed.contains(task)) {
                        return milliCpu / 1000.0 / (workload.agents().size() * PlacementWorkload.CPUS);
                    }
                    milliCpu += task.request().resources().milliCpu();
                }
            }
        }
        return milliCpu / 1000.0 / (workload.agents().size() * PlacementWorkload.CPUS);
    }

    private static void race(Report report, Setting setting, PlacementWorkload workload) {
        for (boolean single : new boolean[] {true, false}) {
            for (boolean goodEnough : new boolean[] {false, true}) {
                String mode = (single ? "single_offer" : "offer") + (goodEnough ? "_good_enough" : "");
                try (FenzoPeer fenzo = new FenzoPeer(workload, single, goodEnough)) {
                    FenzoRace race = new FenzoRace(workload, fenzo, setting.seed() + 7);
                    race.fill();
                    report.row("fenzo_" + mode + "_batch_1000", "%s", race.rounds(setting.quick() ? 5 : 20, 1_000));
                    report.row("fenzo_" + mode + "_batch_1", "%s", race.rounds(setting.quick() ? 100 : 1_000, 1));
                }
            }
        }
    }

    private record Churn(
            double perSecond, double cpuMicros, double p99Millis, int measured, int refused, int invalid) {}

    private static Churn churn(PlacementWorkload workload, long seed, int measured) {
        int steady = workload.steadyTasks();
        List<Ask> tasks = workload.tasks(steady + measured, seed);
        Placer placer = placer(workload);
        Reservation[] held = new Reservation[tasks.size()];
        long[] nanos = new long[measured];
        int oldest = 0;
        long start = 0;
        long startCpu = 0;
        for (int i = 0; i < tasks.size(); i++) {
            if (i == steady) {
                start = System.nanoTime();
                startCpu = cpuNanos();
            }
            long before = System.nanoTime();
            held[i] = place(placer, tasks.get(i));
            if (i < steady) continue;
            nanos[i - steady] = System.nanoTime() - before;
            Reservation ending = held[oldest++];
            if (ending != null) placer.release(ending);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        double cpuSeconds = (cpuNanos() - startCpu) / 1e9;
        int refused = 0;
        for (int i = steady; i < tasks.size(); i++) if (held[i] == null) refused++;
        return new Churn(
                (measured - refused) / seconds,
                cpuSeconds * 1e6 / measured,
                Samples.quantile(nanos, 0.99) / 1e6,
                measured,
                refused,
                check(workload, tasks, held, steady));
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static Placer placer(PlacementWorkload workload) {
        Placer placer = new Placer(PlacementRules.standard());
        for (int i = 0; i < workload.agents().size(); i++) {
            placer.put(workload.agents().get(i), workload.statuses().get(i));
        }
        return placer;
    }

    private static Reservation place(Placer placer, Ask task) {
        Decision decision = placer.place(task.request());
        if (!(decision instanceof Placed placed)) return null;
        Reservation taken = task.request().on(placed.agent(), "run", TASK, List.of());
        placer.take(taken);
        return taken;
    }

    private static int check(PlacementWorkload workload, List<Ask> tasks, Reservation[] held, int steady) {
        Map<String, Integer> numbers = new HashMap<>();
        for (int i = 0; i < workload.agents().size(); i++) {
            numbers.put(workload.agents().get(i).id(), i);
        }
        PlacementCheck check = new PlacementCheck(workload);
        for (int i = 0; i < tasks.size(); i++) {
            if (held[i] != null) check.placed(tasks.get(i), numbers.get(held[i].agent()));
            int ending = i - steady;
            if (ending >= 0 && held[ending] != null) {
                check.released(tasks.get(ending), numbers.get(held[ending].agent()));
            }
        }
        return check.invalid();
    }
}

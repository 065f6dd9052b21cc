package io.slipway.bench;

import io.slipway.bench.PlacementWorkload.Ask;
import io.slipway.core.agent.Agent;
import io.slipway.core.agent.Reservation;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.placement.Placed;
import io.slipway.core.placement.PlacementRules;
import io.slipway.core.placement.Placer;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Places tasks on large fleets in one thread, one task after the other, with all filters and scorers on: first until the
 * fleet holds 0.6 of its CPUs, then each new task as the oldest ends. The same with Fenzo 1.0.1 in both of its modes.
 */
final class PlacementBench implements Bench {
    private static final int[] FLEETS = {1_000, 5_000, 20_000};
    private static final int WARM_UP = 200_000;
    private static final int FENZO_BATCH = 1_000;
    private static final int PACKING_BATCH = 100;
    private static final TaskAddress TASK = TaskAddress.parse("farm:task");

    @Override
    public Report run(Setting setting) {
        Report report = new Report("placement");
        int measured = setting.count().orElse(setting.quick() ? 100_000 : 300_000);
        PlacementWorkload farm = PlacementWorkload.ofBuildFarm(FLEETS[0], setting.seed());
        PlacementWorkload systems = PlacementWorkload.ofFourSystems(FLEETS[0]);
        report.row(
                "label_sets",
                "%d",
                farm.agents().stream().map(Agent::labels).distinct().count());
        report.row("requirements", "%d", farm.requirements().size());
        // The compiler has seen it all then.
        churn(farm, farm.tasks(farm.steadyTasks() + WARM_UP, setting.seed()));

        int invalid = 0;
        double slowest = 0;
        for (int agents : FLEETS) {
            PlacementWorkload workload = PlacementWorkload.ofBuildFarm(agents, setting.seed());
            List<Double> rates = new ArrayList<>();
            List<Double> p99s = new ArrayList<>();
            for (int round = 0; round < setting.rounds(); round++) {
                Churn churn =
                        churn(workload, workload.tasks(workload.steadyTasks() + measured, setting.seed() + 7 + round));
                rates.add(churn.perSecond);
                p99s.add(churn.p99Millis);
                invalid += churn.invalid;
                report.row("agents_" + agents, "%s", churn);
            }
            report.figure("per_s_" + agents, Math.rint(Samples.median(rates)));
            slowest = Math.max(slowest, Samples.median(p99s));
        }
        Churn plain = churn(systems, systems.plainTasks(systems.steadyTasks() + measured, setting.seed() + 7));
        report.row("four_systems_1000", "%s", plain);
        report.figure("p99_ms", slowest).figure("invalid", invalid + plain.invalid);
        report.figure("packing", packing(farm, setting.seed() + 1));
        race(report, setting, farm, systems);
        return report;
    }

    private record Churn(double perSecond, double cpuMicros, double p99Millis, int submitted, int placed, int invalid) {
        @Override
        public String toString() {
            return String.format(
                    "%.0f/s, p99 %.4f ms, placed %d of %d, %d invalid; %.2f us of CPU a task",
                    perSecond, p99Millis, placed, submitted, invalid, cpuMicros);
        }
    }

    /** Timed are placing, taking and releasing, from the first task on that comes to a fleet in its steady state. */
    private static Churn churn(PlacementWorkload workload, List<Ask> tasks) {
        int steady = workload.steadyTasks();
        int measured = tasks.size() - steady;
        Placer placer = placer(workload);
        List<Optional<Reservation>> held = new ArrayList<>(tasks.size());
        for (Ask task : tasks.subList(0, steady)) held.add(place(placer, task));
        long[] nanos = new long[measured];
        long startCpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        long start = System.nanoTime();
        for (int i = 0; i < measured; i++) {
            long before = System.nanoTime();
            held.add(place(placer, tasks.get(steady + i)));
            nanos[i] = System.nanoTime() - before;
            held.get(i).ifPresent(placer::release);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        double cpuSeconds = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - startCpu) / 1e9;
        int placed =
                (int) held.stream().skip(steady).filter(Optional::isPresent).count();
        return new Churn(
                placed / seconds,
                cpuSeconds * 1e6 / measured,
                Samples.quantile(nanos, 0.99) / 1e6,
                measured,
                placed,
                check(workload, tasks, held));
    }

    private static Placer placer(PlacementWorkload workload) {
        Placer placer = new Placer(PlacementRules.standard());
        for (int i = 0; i < workload.agents().size(); i++) {
            placer.put(workload.agents().get(i), workload.statuses().get(i));
        }
        return placer;
    }

    private static Optional<Reservation> place(Placer placer, Ask task) {
        if (!(placer.place(task.request()) instanceof Placed placed)) return Optional.empty();
        Reservation taken = task.request().on(placed.agent(), "run", TASK, List.of());
        placer.take(taken);
        return Optional.of(taken);
    }

    private static int check(PlacementWorkload workload, List<Ask> tasks, List<Optional<Reservation>> held) {
        Map<String, Integer> numbers = new HashMap<>();
        for (Agent agent : workload.agents()) numbers.put(agent.id(), numbers.size());
        PlacementCheck check = new PlacementCheck(workload);
        for (int i = 0; i < tasks.size(); i++) {
            Ask task = tasks.get(i);
            held.get(i).ifPresent(taken -> check.placed(task, numbers.get(taken.agent())));
            int ending = i - workload.steadyTasks();
            if (ending < 0) continue;
            Ask ended = tasks.get(ending);
            held.get(ending).ifPresent(taken -> check.released(ended, numbers.get(taken.agent())));
        }
        return check.invalid();
    }

    /** Share of all CPUs that was placed on an empty fleet before the first task that was refused. */
    private static double packing(PlacementWorkload workload, long seed) {
        Placer placer = placer(workload);
        long milliCpu = 0;
        for (Ask task : workload.plainTasks(workload.cpus(), seed)) {
            if (place(placer, task).isEmpty()) break;
            milliCpu += task.request().resources().milliCpu();
        }
        return milliCpu / 1000.0 / workload.cpus();
    }

    private static double fenzoPacking(PlacementWorkload workload, long seed) {
        List<Ask> tasks = workload.plainTasks(workload.cpus(), seed);
        long milliCpu = 0;
        try (FenzoPeer fenzo = new FenzoPeer(workload, true, false)) {
            for (int from = 0; from < tasks.size(); from += PACKING_BATCH) {
                List<Ask> batch = tasks.subList(from, Math.min(tasks.size(), from + PACKING_BATCH));
                Set<Integer> placed = new HashSet<>();
                for (FenzoPeer.Assignment each : fenzo.place(batch).assignments())
                    placed.add(each.task().number());
                for (Ask task : batch) {
                    if (!placed.contains(task.number())) return milliCpu / 1000.0 / workload.cpus();
                    milliCpu += task.request().resources().milliCpu();
                }
            }
        }
        return milliCpu / 1000.0 / workload.cpus();
    }

    private static void race(Report report, Setting setting, PlacementWorkload farm, PlacementWorkload systems) {
        report.row("four_systems_packing", "%.3f", packing(systems, setting.seed() + 1));
        report.row("fenzo_four_systems_packing", "%.3f", fenzoPacking(systems, setting.seed() + 1));
        report.row("fenzo_four_systems_1000", "%s", fenzo(systems, setting, true));
        report.peer("fenzo_packing", fenzoPacking(farm, setting.seed() + 1));
        for (boolean single : new boolean[] {true, false}) {
            String mode = single ? "fenzo_single_offer" : "fenzo_offer";
            double best = 0;
            double bestAlone = 0;
            for (boolean goodEnough : new boolean[] {false, true}) {
                String variant = mode + (goodEnough ? "_good_enough" : "");
                try (FenzoPeer fenzo = new FenzoPeer(farm, single, goodEnough)) {
                    FenzoRace race = new FenzoRace(farm, fenzo, setting.seed() + 7);
                    race.fill();
                    FenzoRace.Rounds rounds = race.rounds(setting.quick() ? 4 : 50, FENZO_BATCH);
                    report.row(variant, "%s", rounds);
                    best = Math.max(best, rounds.perSecond());
                    rounds = race.rounds(setting.quick() ? 50 : 1_000, 1);
                    report.row(variant + "_one_by_one", "%s", rounds);
                    bestAlone = Math.max(bestAlone, rounds.perSecond());
                }
            }
            report.peer(mode + "_per_s_1000", Math.rint(best));
            report.peer(mode + "_one_by_one_per_s_1000", Math.rint(bestAlone));
            if (setting.quick()) continue;
            PlacementWorkload larger = PlacementWorkload.ofBuildFarm(FLEETS[1], setting.seed());
            FenzoRace.Rounds rounds = fenzo(larger, setting, single);
            report.row(mode + "_good_enough_5000", "%s", rounds);
            report.peer(mode + "_per_s_5000", Math.rint(rounds.perSecond()));
        }
    }

    private static FenzoRace.Rounds fenzo(PlacementWorkload workload, Setting setting, boolean single) {
        try (FenzoPeer fenzo = new FenzoPeer(workload, single, true)) {
            FenzoRace race = new FenzoRace(workload, fenzo, setting.seed() + 7);
            race.fill();
            return race.rounds(setting.quick() ? 4 : 20, FENZO_BATCH);
        }
    }
}

package io.slipway.bench;

import io.slipway.core.fairshare.Tenant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * How fairly a farm is shared, in virtual time: by Slipway's queue, by plain first come first served, and by plain
 * dominant-resource fairness without a hierarchy.
 */
final class FairnessBench implements Bench {
    private static final int AGENTS = 20;
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final int STEPS = 100_000;

    @Override
    public Report run(Setting setting) {
        Report report = new Report("fairness").row("farm", "%d agents of %d CPUs", AGENTS, FairFarm.CPUS);
        shares(setting, report);
        smallTeam(setting, report);
        starvation(setting, report);
        return report;
    }

    // --- all teams backlogged -------------------------------------------------------------------------------------

    /** Two organisations, five teams with weights, and with tasks of unlike sizes. */
    private static final List<Tenant> TEAMS = List.of(
            Tenant.of("north/web"),
            Tenant.of("north/mobile"),
            Tenant.of("south/kernel"),
            Tenant.of("south/data"),
            Tenant.of("south/tools"));

    private static final Map<Tenant, Double> WEIGHTS = Map.of(
            Tenant.of("north"), 1.0,
            Tenant.of("south"), 2.0,
            Tenant.of("south/data"), 2.0,
            Tenant.of("south/tools"), 3.0);

    /** What each may have of the whole, from the weights above. */
    private static final double[] PARTS = {1 / 6.0, 1 / 6.0, 1 / 9.0, 2 / 9.0, 3 / 9.0};

    private static final int[] MOST_CPUS = {1, 4, 8, 2, 6};
    private static final int[] MEAN_SECONDS = {20, 60, 240, 120, 30};
    private static final int BACKLOG = 50;

    private static void shares(Setting setting, Report report) {
        int hours = setting.quick() ? 5 : 24;
        double[] slipway = jainPerHour(setting, hours, new SlipwayTurns(AGENTS, TEAMS, WEIGHTS));
        double[] fifo = jainPerHour(setting, hours, new OtherTurns.Fifo());
        double[] drf = jainPerHour(setting, hours, new OtherTurns.PlainDrf(PARTS));
        report.row("windows", "%d of one hour, after one to begin with", hours - 1)
                .row("jain_mean", "%.5f", Arrays.stream(slipway).average().orElse(0))
                .figure("jain", least(slipway))
                .peer("fifo_jain", least(fifo))
                .peer("plain_drf_jain", least(drf));
    }

    private static double least(double[] values) {
        return Arrays.stream(values).min().orElse(0);
    }

    private static double[] jainPerHour(Setting setting, int hours, Turns turns) {
        SplittableRandom random = new SplittableRandom(setting.seed());
        FairFarm farm = new FairFarm(AGENTS, turns);
        Workload workload = new Workload(random);
        double[][] used = new double[hours][TEAMS.size() * 2];
        for (int i = 0; i < BACKLOG; i++) {
            for (int team = 0; team < TEAMS.size(); team++) farm.add(workload.backlogged(team));
        }
        while (farm.nowMillis() < hours * HOUR) {
            for (FairFarm.Task task : farm.fill()) {
                spread(task, used);
                farm.add(workload.backlogged(task.team));
            }
            farm.finishNext();
        }
        double[] jain = new double[hours - 1];
        for (int hour = 1; hour < hours; hour++) jain[hour - 1] = jain(used[hour]);
        return jain;
    }

    /** Adds a task's share of CPUs and memory times time to the hours in which it runs. */
    private static void spread(FairFarm.Task task, double[][] used) {
        for (int hour = (int) (task.startMillis / HOUR); hour < used.length; hour++) {
            long from = Math.max(task.startMillis, hour * HOUR);
            long to = Math.min(task.endMillis, (hour + 1) * HOUR);
            if (to <= from) return;
            double time = (double) (to - from) / HOUR / AGENTS;
            used[hour][task.team * 2] += time * task.shape.cpus() / FairFarm.CPUS;
            used[hour][task.team * 2 + 1] += time * task.shape.gibs() / FairFarm.GIBS;
        }
    }

    /** (sum x)² / (n sum x²) over the teams' dominant share-time by weight. */
    private static double jain(double[] used) {
        double sum = 0;
        double squares = 0;
        for (int team = 0; team < TEAMS.size(); team++) {
            double x = Math.max(used[team * 2], used[team * 2 + 1]) / PARTS[team];
            sum += x;
            squares += x * x;
        }
        return sum * sum / (TEAMS.size() * squares);
    }

    // --- a small team beside one with fifty builds ----------------------------------------------------------------

    private static final int SMALL = 0;
    private static final int BIG = 1;
    private static final int BUILDS = 50;
    private static final int TASKS_OF_A_BUILD = 100;

    private static void smallTeam(Setting setting, Report report) {
        int count = setting.quick() ? 2_000 : 20_000;
        List<Tenant> teams = List.of(Tenant.of("acme/small/project"), Tenant.of("acme/big/project"));
        WaitRatios slipway = waits(setting, count, new SlipwayTurns(AGENTS, teams, Map.of()));
        WaitRatios fifo = waits(setting, count, new OtherTurns.Fifo());
        WaitRatios drf = waits(setting, count, new OtherTurns.PlainDrf(new double[] {1, 1}));
        report.row("small_team_tasks", "%d, %d of them without k places that fit", count, slipway.unbounded())
                .row("small_team_wait_ratio_p50", "%.3f", slipway.quantile(0.5))
                .row("small_team_above_1", "%.4f of the tasks", slipway.shareAbove1())
                .figure("small_team_wait_ratio", slipway.quantile(0.99))
                .peer("fifo_small_team_wait_ratio", fifo.quantile(0.99))
                .peer("plain_drf_small_team_wait_ratio", drf.quantile(0.99));
    }

    /** Of each task: its wait by the k-th shortest remainder, in millionths. */
    private record WaitRatios(long[] millionths, int unbounded) {
        double quantile(double share) {
            return Samples.quantile(millionths, share) / 1e6;
        }

        double shareAbove1() {
            return Arrays.stream(millionths).filter(ratio -> ratio > 1_000_000).count() / (double) millionths.length;
        }
    }

    private static WaitRatios waits(Setting setting, int count, Turns turns) {
        SplittableRandom random = new SplittableRandom(setting.seed());
        FairFarm farm = new FairFarm(AGENTS, turns);
        Workload workload = new Workload(random);
        for (int i = 0; i < BUILDS * TASKS_OF_A_BUILD; i++) farm.add(workload.mixed(BIG));
        Map<FairFarm.Task, Long> bounds = new LinkedHashMap<>();
        List<FairFarm.Task> waiting = new ArrayList<>();
        int unbounded = 0;
        int added = 0;
        int bigStarted = 0;
        long nextBuild = 30 * MINUTE;
        while (added < count || !waiting.isEmpty()) {
            if (nextBuild <= farm.nextEndMillis() && added < count) {
                farm.advanceTo(nextBuild);
                int tasks = 1 + random.nextInt(12);
                for (int i = 0; i < tasks && added < count; i++, added++) {
                    FairFarm.Task task = workload.mixed(SMALL);
                    farm.add(task);
                    waiting.add(task);
                    List<Long> remainders = farm.remaindersOfPlacesFor(task.shape);
                    int k = waiting.size();
                    if (k <= remainders.size()) bounds.put(task, remainders.get(k - 1));
                    else unbounded++;
                }
                nextBuild += 1 + random.nextLong(4 * MINUTE);
            } else if (farm.finishNext().isEmpty()) {
                throw new BenchException("nothing runs though tasks wait");
            }
            for (FairFarm.Task task : farm.fill()) {
                waiting.remove(task);
                // A build that is done is followed by another: there are always fifty.
                if (task.team == BIG && ++bigStarted % TASKS_OF_A_BUILD == 0) {
                    for (int i = 0; i < TASKS_OF_A_BUILD; i++) farm.add(workload.mixed(BIG));
                }
            }
        }
        long[] ratios = bounds.entrySet().stream()
                .mapToLong(
                        entry -> millionths(entry.getKey().startMillis - entry.getKey().readyMillis, entry.getValue()))
                .toArray();
        return new WaitRatios(ratios, unbounded);
    }

    private static long millionths(long waitMillis, long boundMillis) {
        if (waitMillis == 0) return 0;
        return Math.round(1e6 * waitMillis / Math.max(1, boundMillis));
    }

    // --- nobody starves -------------------------------------------------------------------------------------------

    /** Each step adds a task, one in twenty of any size, or ends one; the scheduler itself starts them. */
    private static void starvation(Setting setting, Report report) {
        SplittableRandom random = new SplittableRandom(setting.seed());
        CrowdedFarm farm = new CrowdedFarm(AGENTS, TEAMS);
        WEIGHTS.forEach(farm::weigh);
        Workload workload = new Workload(random);
        for (int step = 0; step < STEPS; step++) {
            if (farm.waiting() < 200 && random.nextInt(3) > 0) farm.add(workload.random(random.nextInt(TEAMS.size())));
            else farm.finishNext();
        }
        report.row("steps", "%d, %d tasks started, an agent was promised %d times", STEPS, farm.started, farm.promised)
                .figure("starved", farm.passedOverTooOften + farm.robbed + farm.startedTooLate);
        if (farm.promised < STEPS / 1_000) throw new BenchException("hardly any task had to be given its turn");
    }

    /** Draws tasks. Durations are log-normal, and expected within a factor of about 1.35. */
    private static final class Workload {
        private static final FairFarm.Shape[] MIX = {
            new FairFarm.Shape(1, 2),
            new FairFarm.Shape(1, 8),
            new FairFarm.Shape(2, 4),
            new FairFarm.Shape(2, 16),
            new FairFarm.Shape(4, 8),
            new FairFarm.Shape(4, 24)
        };

        private final SplittableRandom random;
        private long number;

        Workload(SplittableRandom random) {
            this.random = random;
        }

        /** Of the sizes and durations of one team. */
        FairFarm.Task backlogged(int team) {
            int cpus = 1 + random.nextInt(MOST_CPUS[team]);
            int gibs = cpus * (2 + 4 * random.nextInt(2));
            return task(team, new FairFarm.Shape(cpus, gibs), MEAN_SECONDS[team]);
        }

        FairFarm.Task mixed(int team) {
            return task(team, MIX[random.nextInt(MIX.length)], 90);
        }

        FairFarm.Task random(int team) {
            int most = random.nextInt(20) == 0 ? FairFarm.CPUS : 3;
            int cpus = 1 + random.nextInt(most);
            return task(team, new FairFarm.Shape(cpus, cpus * (1 + random.nextInt(4))), 60);
        }

        private FairFarm.Task task(int team, FairFarm.Shape shape, int meanSeconds) {
            long millis = Math.round(meanSeconds * SECOND * Math.exp(0.6 * gaussian() - 0.18));
            long duration = Math.min(20 * MINUTE, Math.max(SECOND, millis));
            long expected = Math.round(duration * Math.exp(0.3 * gaussian()));
            return new FairFarm.Task(team, shape, duration, expected, number++);
        }

        private double gaussian() {
            // Box and Muller: what nextGaussian draws may change with the JDK.
            return Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble());
        }
    }
}

package io.slipway.bench;

import io.slipway.core.agent.Agent;
import io.slipway.core.graph.Dag;
import io.slipway.core.plan.Effort;
import io.slipway.core.plan.Planner;
import io.slipway.core.plan.Schedule;
import io.slipway.core.plan.Work;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/**
 * Plans the projects of PSPLIB, for which the best makespans are known, and the workflows of WfCommons on 16 slots, with
 * 50 ms for each, and the same workflows on 16 machines of unequal speed; beside it what simple rules and OR-Tools CP-SAT
 * make of the same. Every schedule is checked.
 */
final class MakespanBench implements Bench {
    private static final Duration BUDGET = Duration.ofMillis(50);
    /** What the planner is told, so that the whole call fits into the budget. */
    private static final Duration EFFORT = Duration.ofMillis(49);

    private static final long PEER_MILLIS = 50;
    private static final long LONG_PEER_MILLIS = 1000;
    private static final int SLOTS = 16;
    private static final List<String> SETS = List.of("j30", "j60", "j120");
    private static final int QUICK_PROJECTS = 40;
    private static final int QUICK_PEER_PROJECTS = 20;
    private static final int WARM_UP_PROJECTS = 60;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Planner planner = new Planner(System::nanoTime);

    /** What became of some projects: sums over all that were planned. Confined to one thread. */
    private static final class Tally {
        private int planned;
        private double aboveGoal;
        private double aboveBound;
        private int infeasible;
        private int worseThanSimple;
        private int provenBest;
        private int late;
        private double slowestMillis;
        private double cpuMillis;

        double toGoal() {
            return aboveGoal / planned;
        }

        double percentAboveGoal() {
            return 100 * (toGoal() - 1);
        }
    }

    @Override
    public Report run(Setting setting) throws IOException {
        Path data = setting.data()
                .orElseThrow(() -> new IllegalArgumentException(
                        "makespan: no --data DIR (expected: a directory with dag-psplib and dag-wfcommons)"));
        List<Project> psplib = Project.psplib(data);
        List<Project> workflows = Project.workflows(data, SLOTS);
        Optional<CpSatPeer> cpSat = CpSatPeer.find(setting.root());
        warmUp(setting.random());

        Report report = new Report("makespan")
                .row("budget", "%d ms a project, after %d other projects", BUDGET.toMillis(), WARM_UP_PROJECTS);
        Tally all = new Tally();
        for (String set : SETS) {
            List<Project> projects = chosen(
                    psplib.stream().filter(project -> project.set().equals(set)).toList(), setting, QUICK_PROJECTS);
            Tally tally = plan(projects, setting, all);
            report.row(set, "%d projects", projects.size());
            report.figure(set + "_percent", tally.percentAboveGoal());
            raceRules(projects, set, report);
            if (cpSat.isPresent()) race(cpSat.get(), projects, set, setting, report);
        }
        if (cpSat.isEmpty()) report.skippedPeer("cpsat");
        List<Project> projects = chosen(workflows, setting, QUICK_PROJECTS);
        Tally tally = plan(projects, setting, all);
        report.row("wfcommons", "%d workflows on %d slots", projects.size(), SLOTS);
        report.figure("wfcommons16", tally.toGoal());
        report.figure("wfcommons16_to_own_bound", tally.aboveBound / tally.planned);
        for (SimpleRules rule : SimpleRules.values()) {
            report.peer(name(rule) + "_wfcommons16", meanOfRule(rule, projects));
        }
        planMixed(projects, setting, all, report);
        return report.figure("worse_than_simple", all.worseThanSimple)
                .figure("infeasible", all.infeasible)
                .row("cpu_ms", "%.1f a project", all.cpuMillis / all.planned)
                .row("proven best", "%d of %d schedules", all.provenBest, all.planned)
                .row(
                        "slowest call",
                        "%.1f ms; %d took longer than %d ms",
                        all.slowestMillis,
                        all.late,
                        BUDGET.toMillis());
    }

    /** All of them, or for a quick look every n-th as they stand in the file. */
    private static List<Project> chosen(List<Project> all, Setting setting, int quickly) {
        if (all.isEmpty()) throw new BenchException("no projects of a set (expected: j30, j60, j120 and wfcommons)");
        if (!setting.quick() || all.size() <= quickly) return all;
        List<Project> some = new ArrayList<>();
        for (int i = 0; i < quickly; i++) some.add(all.get((int) ((long) i * all.size() / quickly)));
        return some;
    }

    private Tally plan(List<Project> projects, Setting setting, Tally all) {
        Tally tally = new Tally();
        for (int round = 0; round < setting.rounds(); round++) {
            for (Project project : projects) {
                List<Work> works = project.works();
                Effort effort = Effort.ofTime(EFFORT).withSeed(setting.seed() + round);
                long cpu = THREADS.getCurrentThreadCpuTime();
                long start = System.nanoTime();
                Schedule<Integer> schedule = planner.plan(project.dag(), works::get, project.agents(), effort);
                double millis = (System.nanoTime() - start) / 1e6;

                all.cpuMillis += (THREADS.getCurrentThreadCpuTime() - cpu) / 1e6;
                double makespan = schedule.makespan().toMillis();
                tally.planned++;
                tally.aboveGoal += makespan / project.goal();
                tally.aboveBound += 1 + schedule.gap();
                all.planned++;
                if (!ScheduleCheck.isFeasible(project, schedule)) all.infeasible++;
                if (makespan > bestOfRules(project)) all.worseThanSimple++;
                if (schedule.isProvenBest()) all.provenBest++;
                if (millis > BUDGET.toMillis()) all.late++;
                all.slowestMillis = Math.max(all.slowestMillis, millis);
            }
        }
        return tally;
    }

    private void planMixed(List<Project> projects, Setting setting, Tally all, Report report) {
        Tally tally = new Tally();
        List<Agent> agents = MixedMachines.agents();
        double[] ofRules = new double[MixedMachines.Rule.values().length];
        for (Project project : projects) {
            MixedMachines machines = new MixedMachines(project);
            List<Work> works = project.works();
            double goal = machines.goalNanos();
            long best = Long.MAX_VALUE;
            for (MixedMachines.Rule rule : MixedMachines.Rule.values()) {
                long makespan = machines.makespan(rule);
                ofRules[rule.ordinal()] += makespan / goal / projects.size();
                best = Math.min(best, makespan);
            }
            for (int round = 0; round < setting.rounds(); round++) {
                Effort effort = Effort.ofTime(EFFORT).withSeed(setting.seed() + round);
                Schedule<Integer> schedule = planner.plan(project.dag(), works::get, agents, effort);
                tally.planned++;
                tally.aboveGoal += schedule.makespan().toNanos() / goal;
                tally.aboveBound += 1 + schedule.gap();
                if (!machines.isFeasible(schedule)) all.infeasible++;
                if (schedule.makespan().toNanos() > best) all.worseThanSimple++;
            }
        }
        report.row("mixed", "%d workflows on %d machines of unequal speed", projects.size(), agents.size());
        report.figure("mixed16", tally.toGoal());
        report.figure("mixed16_to_own_bound", tally.aboveBound / tally.planned);
        for (MixedMachines.Rule rule : MixedMachines.Rule.values()) {
            report.peer(rule.name().toLowerCase(Locale.ROOT) + "_mixed16", ofRules[rule.ordinal()]);
        }
    }

    private static long bestOfRules(Project project) {
        long best = Long.MAX_VALUE;
        for (SimpleRules rule : SimpleRules.values()) best = Math.min(best, rule.makespan(project));
        return best;
    }

    private static void raceRules(List<Project> projects, String set, Report report) {
        for (SimpleRules rule : SimpleRules.values()) {
            report.peer(name(rule) + "_" + set + "_percent", 100 * (meanOfRule(rule, projects) - 1));
        }
    }

    private static double meanOfRule(SimpleRules rule, List<Project> projects) {
        return projects.stream()
                .mapToDouble(project -> rule.makespan(project) / project.goal())
                .average()
                .orElseThrow();
    }

    private static void race(CpSatPeer cpSat, List<Project> projects, String set, Setting setting, Report report) {
        List<Project> raced = chosen(projects, setting, QUICK_PEER_PROJECTS);
        report.row("cpsat " + set, "%d projects", raced.size());
        race(cpSat, raced, PEER_MILLIS, "cpsat_50ms_" + set, report);
        if (!setting.quick()) race(cpSat, raced, LONG_PEER_MILLIS, "cpsat_1s_" + set, report);
    }

    private static void race(CpSatPeer cpSat, List<Project> projects, long millis, String key, Report report) {
        double sum = 0;
        int solved = 0;
        for (Project project : projects) {
            OptionalLong makespan = cpSat.makespan(project, millis);
            if (makespan.isEmpty()) continue;
            sum += makespan.getAsLong() / project.goal();
            solved++;
        }
        if (solved > 0) report.peer(key + "_percent", 100 * (sum / solved - 1));
        report.peer(key + "_unsolved", projects.size() - solved);
    }

    private static String name(SimpleRules rule) {
        return rule.name().toLowerCase(Locale.ROOT);
    }

    /** Random projects of both kinds, none of them measured. */
    private void warmUp(RandomGenerator random) {
        for (int n = 0; n < WARM_UP_PROJECTS; n++) {
            Project project = n % 2 == 0 ? randomProject(random, 4, 1000) : randomProject(random, 1, 1);
            List<Work> works = project.works();
            planner.plan(project.dag(), works::get, project.agents(), Effort.ofTime(EFFORT));
            bestOfRules(project);
        }
    }

    private static Project randomProject(RandomGenerator random, int resources, int unit) {
        int size = 30 + random.nextInt(90);
        long[] takes = new long[size];
        int[][] demands = new int[size][resources];
        Dag.Builder<Integer> dag = Dag.builder();
        for (int i = 0; i < size; i++) {
            takes[i] = (1 + random.nextInt(10 * 1000 / unit)) * (long) unit;
            demands[i][random.nextInt(resources)] = 1 + random.nextInt(resources == 1 ? 1 : 8);
            dag.add(i);
            for (int edge = 0; edge < 2 && i > 0; edge++) dag.edge(random.nextInt(i), i);
        }
        int[] capacity = new int[resources];
        Arrays.fill(capacity, 12);
        return new Project("random", "random", dag.build(), takes, demands, capacity, 1);
    }
}

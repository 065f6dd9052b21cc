package io.slipway.bench;

import io.slipway.core.simulate.FaultTrial;
import io.slipway.core.simulate.Violation;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Thousands of bad hours of a farm in virtual time, each from a seed of its own, with a referee beside the real scheduler.
 * What is found is told with its seed: {@code --seed S --count 1} does it again.
 */
final class FaultsBench implements Bench {
    private static final int SCHEDULES = 10_000;
    private static final int QUICK_SCHEDULES = 500;
    private static final int MOST_TOLD = 20;

    private record Judged(long seed, int agents, int tasks, int faults, List<Violation> violations, String broken) {}

    @Override
    public Report run(Setting setting) throws InterruptedException {
        int count = setting.count().orElse(setting.quick() ? QUICK_SCHEDULES : SCHEDULES);
        ExecutorService threads = Executors.newFixedThreadPool(Setting.CPUS);
        try {
            List<Future<Judged>> trials = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                long seed = setting.seed() + i;
                trials.add(threads.submit(() -> judge(seed)));
            }
            return report(trials);
        } finally {
            threads.shutdownNow();
        }
    }

    private static Judged judge(long seed) {
        FaultTrial trial = FaultTrial.of(seed);
        List<Violation> violations = List.of();
        String broken = "";
        try {
            violations = trial.run();
        } catch (RuntimeException e) {
            broken = e.toString();
        }
        return new Judged(seed, trial.agents(), trial.tasks(), trial.faults(), violations, broken);
    }

    private static Report report(List<Future<Judged>> trials) throws InterruptedException {
        Map<Violation.Rule, Integer> broken = new EnumMap<>(Violation.Rule.class);
        for (Violation.Rule rule : Violation.Rule.values()) broken.put(rule, 0);
        long tasks = 0;
        long faults = 0;
        long agents = 0;
        int failed = 0;
        int crashed = 0;
        for (Future<Judged> trial : trials) {
            Judged judged = result(trial);
            if (judged.agents < 20 || judged.tasks < 200 || judged.faults < 10) {
                throw new BenchException("schedule " + judged.seed + " is too easy: " + judged);
            }
            agents += judged.agents;
            tasks += judged.tasks;
            faults += judged.faults;
            for (Violation violation : judged.violations) broken.merge(violation.rule(), 1, Integer::sum);
            if (!judged.broken.isEmpty()) crashed++;
            if (judged.violations.isEmpty() && judged.broken.isEmpty()) continue;
            if (++failed <= MOST_TOLD) {
                System.err.println("seed " + judged.seed + ": "
                        + (judged.broken.isEmpty() ? judged.violations.get(0) : judged.broken));
            }
        }
        return new Report("faults")
                .row("agents", "%d", agents)
                .row("tasks", "%d", tasks)
                .row("faults", "%d", faults)
                .row("failed_schedules", "%d", failed)
                .figure("schedules", trials.size())
                // A scheduler that gave up has lost whatever was under way.
                .figure("lost", broken.get(Violation.Rule.LOST) + crashed)
                .figure("doubled", broken.get(Violation.Rule.DOUBLED))
                .figure("misplaced", broken.get(Violation.Rule.MISPLACED))
                .figure("overcommitted", broken.get(Violation.Rule.OVERCOMMITTED))
                .figure("reservations_wrong", broken.get(Violation.Rule.RESERVATION))
                .figure("out_of_order", broken.get(Violation.Rule.OUT_OF_ORDER));
    }

    private static Judged result(Future<Judged> trial) throws InterruptedException {
        try {
            return trial.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a schedule could not be made", e.getCause());
        }
    }
}

package io.slipway.bench;

import io.slipway.core.estimate.Covariates;
import io.slipway.core.estimate.DurationModel;
import io.slipway.core.estimate.Observation;
import io.slipway.core.estimate.Subject;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What it costs to learn from runs: time for each, and memory for 100,000 tasks told of 100 times each. */
final class ForecastSpeedBench implements Bench {
    private static final int TASKS = 100_000;
    private static final int RUNS_A_TASK = 100;
    private static final int WARM_UP = 20_000;

    @Override
    public Report run(Setting setting) {
        Report report = new Report("forecast-speed");
        // The first answer is that of a process that has forecast nothing before.
        FutureSpeed.measure(setting, report);
        RandomGenerator random = setting.random();
        observe(new DurationModel(), 100, WARM_UP / 100, random);
        int tasks = setting.quick() ? TASKS / 20 : TASKS;
        long before = usedHeap();
        DurationModel model = new DurationModel();
        long nanos = observe(model, tasks, RUNS_A_TASK, random);
        double mebibytes = (usedHeap() - before) / 1048576.0;
        long observations = (long) tasks * RUNS_A_TASK;
        report.row("observations", "%d of %d tasks", observations, tasks)
                .row("heap", "%.0f MiB, %.0f bytes a task", mebibytes, mebibytes * 1048576 / tasks)
                .figure("observe_us", nanos / 1e3 / observations);
        // A smaller one says nothing of 100,000 tasks but what one of them takes.
        if (!setting.quick()) report.figure("heap_mib", mebibytes);
        // Still in use, so that it was counted.
        if (model.estimate(subject(0), Covariates.NONE, Instant.EPOCH).isEmpty())
            throw new BenchException("nothing was learnt");
        return report;
    }

    /** Nanoseconds within the model, for runs that come from all tasks in turn. */
    private static long observe(DurationModel model, int tasks, int runsATask, RandomGenerator random) {
        long nanos = 0;
        for (int run = 0; run < runsATask; run++) {
            for (int task = 0; task < tasks; task++) {
                Observation seen = observation(task, run, random);
                long start = System.nanoTime();
                model.observe(seen);
                nanos += System.nanoTime() - start;
            }
        }
        return nanos;
    }

    /** Usual times from seconds to hours; each run differs, and differs with branch and number of jobs. */
    private static Observation observation(int task, int run, RandomGenerator random) {
        int branch = random.nextInt(8);
        int jobs = 1 + random.nextInt(3);
        double usual = 5 * Math.exp(8.0 * (task % 1009) / 1009) * jobs * (1 + 0.02 * branch);
        long millis = (long) (1000 * usual * Math.exp(0.2 * random.nextGaussian()));
        Covariates known = Covariates.builder()
                .branch("branch-" + branch)
                .event(branch == 0 ? "push" : "pull_request")
                .jobs(jobs)
                .change(1, random.nextInt(500), 1 + random.nextInt(10))
                .build();
        return new Observation(
                subject(task),
                Integer.toString(run),
                Optional.empty(),
                known,
                Instant.ofEpochSecond(3600L * run),
                Optional.of(random.nextInt(20) == 0 ? Outcome.Kind.FAILED : Outcome.Kind.SUCCEEDED),
                new Usage(Duration.ofMillis(millis), Duration.ZERO, 0, 0, 0));
    }

    private static Subject subject(int task) {
        return new Subject("service-" + task / 20 + ":task-" + task % 20, "task-" + task % 20);
    }

    private static long usedHeap() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) System.gc();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}

package io.slipway.bench;

import io.slipway.core.estimate.Covariates;
import io.slipway.core.estimate.DurationModel;
import io.slipway.core.estimate.Observation;
import io.slipway.core.estimate.Subject;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.Usage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * What it costs to learn from runs: time for each, and memory for 100,000 tasks told of 100 times each, in a process that may
 * not have more than a gibibyte.
 */
final class ForecastSpeedBench implements Bench {
    private static final int TASKS = 100_000;
    private static final int RUNS_A_TASK = 100;
    private static final int WARM_UP = 20_000;

    @Override
    public Report run(Setting setting) throws IOException, InterruptedException {
        Report report = new Report("forecast-speed");
        FutureSpeed.measure(setting, report);
        int tasks = setting.quick() ? TASKS / 20 : TASKS;
        String[] told = TimedProcess.java(
                        setting.root(),
                        List.of("-Xmx1g"),
                        ForecastSpeedBench.class,
                        Long.toString(setting.seed()),
                        Integer.toString(tasks))
                .lastLine()
                .split(" ");
        double mebibytes = Double.parseDouble(told[2]);
        report.row("observations", "%d of %d tasks, in a heap of 1 GiB", (long) tasks * RUNS_A_TASK, tasks)
                .row("heap", "%.0f MiB, %.0f bytes a task", mebibytes, mebibytes * 1048576 / tasks)
                .figure("observe_us", Double.parseDouble(told[0]));
        // A smaller one says nothing of 100,000 tasks but what one of them takes.
        if (!setting.quick())
            report.figure("ten_million_s", Double.parseDouble(told[1])).figure("heap_mib", mebibytes);
        return report;
    }

    /** Seed and number of tasks; prints microseconds an observation, seconds in all, and MiB that are in use then. */
    public static void main(String[] arguments) {
        RandomGenerator random = new SplittableRandom(Long.parseLong(arguments[0]));
        int tasks = Integer.parseInt(arguments[1]);
        observe(new DurationModel(), 100, WARM_UP / 100, random);
        long before = usedHeap();
        long begin = System.nanoTime();
        DurationModel model = new DurationModel();
        long nanos = observe(model, tasks, RUNS_A_TASK, random);
        double seconds = (System.nanoTime() - begin) / 1e9;
        double mebibytes = (usedHeap() - before) / 1048576.0;
        // Still in use, so that it was counted.
        if (model.estimate(subject(0), Covariates.NONE, Instant.EPOCH).isEmpty())
            throw new BenchException("nothing was learnt");
        System.out.println(nanos / 1e3 / RUNS_A_TASK / tasks + " " + seconds + " " + mebibytes);
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
                .changedInputs("FILE_CHANGED", 1 + random.nextInt(30))
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
